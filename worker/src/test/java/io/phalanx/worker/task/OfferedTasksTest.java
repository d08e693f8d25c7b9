package io.phalanx.worker.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.shared.ledger.TaskBoard;
import io.phalanx.shared.protocol.TaskOffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfferedTasksTest {
  private static final int WORKER = 1;
  private static final int OTHER = 0;

  @TempDir private Path folder;
  private TaskBoard board;

  @BeforeEach
  void makeBoard() {
    board = TaskBoard.create(folder.resolve("board"));
  }

  @AfterEach
  void close() {
    board.close();
  }

  @Test
  void shouldClaimTheMostUrgentFirstAndEqualsInOrderSeed7() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    OfferedTasks offered = new OfferedTasks(board, WORKER);
    List<TaskOffer> offers = new ArrayList<>();
    for (int slot = 0; slot < 1000; slot++) {
      offers.add(offer(slot, random.nextLong(1_000_000), random.nextInt(5)));
    }
    offers.forEach(offered::add);

    List<TaskOffer> claimed = new ArrayList<>();
    for (TaskOffer next = offered.claim(); next != null; next = offered.claim()) {
      claimed.add(next);
    }

    offers.sort(
        Comparator.comparingInt(TaskOffer::priority)
            .reversed()
            .thenComparingLong(TaskOffer::taskId));
    assertThat(claimed).containsExactlyElementsOf(offers);
  }

  @Test
  void shouldPassOverWhatOthersHaveClaimedAndWhatWasTakenBack() {
    OfferedTasks offered = new OfferedTasks(board, WORKER);
    TaskOffer first = offer(0, 1, 0);
    TaskOffer second = offer(1, 2, 0);
    TaskOffer third = offer(2, 3, 0);
    List.of(first, second, third).forEach(offered::add);
    board.claim(first.slot(), first.ticket(), OTHER);
    board.withdraw(second.slot(), second.ticket());

    assertThat(offered.claim()).isEqualTo(third);
    assertThat(board.current(WORKER)).isEqualTo(third.ticket());
    assertThat(offered.claim()).isNull();
  }

  @Test
  void shouldClaimAnOfferThatItHeardTwiceOnce() {
    OfferedTasks offered = new OfferedTasks(board, WORKER);
    TaskOffer offer = offer(0, 1, 0);
    offered.add(offer);
    offered.add(offer);

    assertThat(offered.claim()).isEqualTo(offer);
    assertThat(offered.claim()).isNull();
  }

  private TaskOffer offer(int slot, long taskId, int priority) {
    long ticket = TaskBoard.ticket(1, slot);
    board.offer(slot, ticket);
    return new TaskOffer(slot, ticket, taskId, priority, "echo", "null", List.of());
  }
}
