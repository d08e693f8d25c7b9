package io.phalanx.coordinator.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phalanx.shared.protocol.TaskRecord;
import io.phalanx.shared.protocol.TaskState;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChronicleOutcomesTest {
  @TempDir private Path folder;

  @Test
  void shouldFindWhatItWasToldAndRefuseMoreThanItHasRoomFor() throws Exception {
    Path file = Files.writeString(folder.resolve("outcomes.map"), "torn");
    assertThat(ChronicleOutcomes.isPossible()).isTrue();
    try (OutcomeIndex index = ChronicleOutcomes.create(file, 1000)) {
      for (long taskId = 1; taskId <= 1000; taskId++) {
        index.put(outcome(taskId, "\"größe " + taskId + "\""));
      }
      index.put(outcome(7, "x".repeat(4000)));

      assertThat(index.size()).isEqualTo(1000);
      assertThat(index.find(1000)).contains(outcome(1000, "\"größe 1000\""));
      assertThat(index.find(7)).contains(outcome(7, "x".repeat(4000)));
      assertThat(index.find(1001)).isEmpty();
      assertThatThrownBy(
              () -> {
                for (long taskId = 0; taskId < 1_000_000; taskId++) {
                  index.put(outcome(taskId, "y".repeat(1000)));
                }
              })
          .isInstanceOf(IllegalStateException.class);
      assertThat(index.find(1000)).isPresent();
    }
    assertThat(file).doesNotExist();
  }

  private static TaskRecord outcome(long taskId, String result) {
    return new TaskRecord(
        taskId,
        "echo",
        TaskState.DONE,
        1,
        0,
        new TaskRecord.Times(1, 2, 3),
        new TaskRecord.Outcome(result, null, null));
  }
}
