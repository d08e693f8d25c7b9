package io.phalanx.shared.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskBoardTest {
  private static final int SLOT = TaskBoard.SLOTS - 1;
  private static final long TICKET = TaskBoard.ticket(1, SLOT);

  @TempDir private Path folder;

  @Test
  void shouldBeSeenByAnotherMapping() {
    Path file = folder.resolve("board");
    try (TaskBoard board = TaskBoard.create(file);
        TaskBoard other = TaskBoard.open(file)) {
      board.offer(SLOT, TICKET);

      assertThat(TaskBoard.slotOf(TICKET)).isEqualTo(SLOT);
      assertThat(other.isOpen(SLOT, TICKET)).isTrue();
      assertThat(other.claim(SLOT, TICKET, 7)).isTrue();
      assertThat(board.isClaimedBy(SLOT, TICKET, 7)).isTrue();
      assertThat(board.isClaimedBy(SLOT, TICKET, 6)).isFalse();
    }
  }

  @Test
  void shouldNotBeClaimedTwiceNorOnceItWasTakenBack() {
    try (TaskBoard board = TaskBoard.create(folder.resolve("board"))) {
      board.offer(SLOT, TICKET);
      assertThat(board.claim(SLOT, TICKET, 0)).isTrue();
      assertThat(board.claim(SLOT, TICKET, 1)).isFalse();
      assertThat(board.withdraw(SLOT, TICKET)).isFalse();
      board.clear(SLOT);

      long next = TaskBoard.ticket(2, SLOT);
      board.offer(SLOT, next);

      assertThat(board.claim(SLOT, TICKET, 0)).as("old ticket").isFalse();
      assertThat(board.withdraw(SLOT, next)).isTrue();
      assertThat(board.claim(SLOT, next, 0)).isFalse();
    }
  }

  @Test
  void shouldEitherLeaveATaskOrBeCondemnedOverIt() {
    try (TaskBoard board = TaskBoard.create(folder.resolve("board"))) {
      board.begin(3, TICKET);
      assertThat(board.condemn(3, TICKET)).isTrue();
      assertThat(board.leave(3, TICKET)).isFalse();
      assertThat(board.current(3)).isEqualTo(TaskBoard.CONDEMNED);
      board.reset(3);

      board.begin(3, TICKET);
      assertThat(board.leave(3, TICKET)).isTrue();
      assertThat(board.condemn(3, TICKET)).isFalse();
    }
  }

  @Test
  void shouldGiveEachOfferToOneWorker() throws Exception {
    int offers = 2000;
    try (TaskBoard board = TaskBoard.create(folder.resolve("board"));
        ExecutorService workers = Executors.newFixedThreadPool(4)) {
      for (int slot = 0; slot < offers; slot++) {
        board.offer(slot, TaskBoard.ticket(1, slot));
      }
      List<Callable<Integer>> claims = new ArrayList<>();
      for (int worker = 0; worker < 4; worker++) {
        int workerId = worker;
        claims.add(() -> {
          int claimed = 0;
          for (int slot = 0; slot < offers; slot++) {
            claimed += board.claim(slot, TaskBoard.ticket(1, slot), workerId) ? 1 : 0;
          }
          return claimed;
        });
      }
      int claimed = 0;
      for (Future<Integer> each : workers.invokeAll(claims)) {
        claimed += each.get();
      }
      assertThat(claimed).isEqualTo(offers);
    }
  }

  @Test
  void shouldRefuseATornBoard() throws Exception {
    Path file = Files.write(folder.resolve("board"), new byte[100]);

    assertThatThrownBy(() -> TaskBoard.open(file))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("torn task board");
  }
}
