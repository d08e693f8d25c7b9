package io.phalanx.coordinator.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.protocol.TaskRecord;
import io.phalanx.shared.protocol.TaskRecord.Outcome;
import io.phalanx.shared.protocol.TaskRequest;
import io.phalanx.shared.protocol.TaskState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskBookTest {
  private static final TaskKeeping SMALL = new TaskKeeping(10, 8, 4, Long.MAX_VALUE, 10_000);
  private static final TaskRequest TASK = TaskRequest.of("echo", "\"größe\"").withPriority(3);

  @TempDir private Path folder;
  private ClusterDirectory directory = new ClusterDirectory(Path.of(""));

  @BeforeEach
  void makeDirectory() {
    directory = new ClusterDirectory(folder).create();
  }

  @Test
  void shouldKnowAllThatAnotherOneWasTold() {
    try (TaskBook book = TaskBook.open(directory, SMALL)) {
      List<LiveTask> tasks = book.take(List.of(TASK, TASK, TASK));
      book.loseAttempt(tasks.get(1));
      end(book, 3);
    }
    try (TaskBook book = TaskBook.open(directory, SMALL)) {
      assertThat(book.live()).extracting(LiveTask::taskId).containsExactly(1L, 2L);
      assertThat(book.live()).extracting(LiveTask::lostAttempts).containsExactly(0, 1);
      assertThat(book.live()).extracting(LiveTask::request).containsOnly(TASK);
      TaskRecord ended = Objects.requireNonNull(book.recent(3));
      assertThat(ended.state()).isEqualTo(TaskState.DONE);
      assertThat(ended.outcome().result()).isEqualTo("3");
      assertThat(book.take(List.of(TASK)).getFirst().taskId()).isEqualTo(4);
    }
  }

  @Test
  void shouldRefuseMoreThanItMayHave() {
    try (TaskBook book = TaskBook.open(directory, SMALL)) {
      book.take(Collections.nCopies(9, TASK));

      assertThatThrownBy(() -> book.take(List.of(TASK, TASK)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("tasks=9, submitted=2, max=10");
      assertThat(book.take(List.of(TASK)).getFirst().taskId()).isEqualTo(10);
    }
  }

  @Test
  void shouldRefuseTwoOutcomes() {
    try (TaskBook book = TaskBook.open(directory, SMALL)) {
      TaskRecord ended =
          book.take(List.of(TASK)).getFirst().ended(TaskState.DONE, 0, 1, Outcome.NONE);
      book.end(ended);

      assertThatThrownBy(() -> book.end(ended)).hasMessageContaining("two outcomes");
    }
  }

  @Test
  void shouldForgetTheOldestOutcomesAndKeepWhatIsUnderWay() throws Exception {
    Path result = Files.writeString(folder.resolve("large.json"), "1");
    try (TaskBook book = TaskBook.open(directory, SMALL)) {
      book.take(List.of(TASK, TASK));
      book.end(
          Objects.requireNonNull(book.live(2))
              .ended(TaskState.DONE, 0, 1, new Outcome(null, result.toString(), null)));
      for (long taskId = 3; taskId <= 20; taskId++) {
        book.take(List.of(TASK));
        end(book, taskId);
      }
      assertThat(book.recent(2)).isNull();
      assertThat(book.recent(20)).isNotNull();
      assertThat(result).doesNotExist();
    }
    try (TaskBook book = TaskBook.open(directory, SMALL);
        Stream<Path> volumes = Files.list(directory.taskNotes())) {
      assertThat(book.live()).extracting(LiveTask::taskId).containsExactly(1L);
      assertThat(book.recent()).hasSizeBetween(4, 12);
      assertThat(book.lastId()).isEqualTo(20);
      assertThat(volumes.count()).isLessThanOrEqualTo(4);
    }
  }

  @Test
  void shouldFindAnOutcomeThatIsNoLongerInMemory() {
    TaskKeeping forgetful = new TaskKeeping(10, 100, 100, Long.MAX_VALUE, 1);
    try (TaskBook book = TaskBook.open(directory, forgetful)) {
      book.take(List.of(TASK, TASK));
      end(book, 1);
      end(book, 2);

      assertThat(book.recent(1)).isNull();
      assertThat(book.mayKnow(1)).isTrue();
      assertThat(book.mayKnow(3)).isFalse();
      assertThat(TaskNotes.find(directory, 1).orElseThrow().outcome().result()).isEqualTo("1");
      assertThat(TaskNotes.find(directory, 3)).isEmpty();
    }
  }

  private static void end(TaskBook book, long taskId) {
    LiveTask task = Objects.requireNonNull(book.live(taskId));
    book.end(task.ended(TaskState.DONE, 0, 1, new Outcome("" + taskId, null, null)));
    assertThat(book.write()).isNotEmpty();
  }
}
