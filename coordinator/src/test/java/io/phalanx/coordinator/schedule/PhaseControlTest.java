package io.phalanx.coordinator.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.phalanx.coordinator.schedule.PhaseControl.Freed;
import io.phalanx.coordinator.schedule.PhaseControl.Progress;
import io.phalanx.shared.ledger.TileLedger;
import io.phalanx.shared.ledger.TileState;
import io.phalanx.shared.ledger.TileState.Stage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PhaseControlTest {
  private static final WorkerRef A = new WorkerRef(0, 1);
  private static final WorkerRef B = new WorkerRef(1, 1);
  private static final WorkerRef A_AGAIN = new WorkerRef(0, 2);

  private final TileLedger ledger = TileLedger.inMemory(3, 1);
  private final FakeWorkers workers = new FakeWorkers();
  private final PhaseControl control =
      new PhaseControl(ledger, workers, (tile, claimed) -> 10 + tile);

  /// Workers that note what they were told.
  private static final class FakeWorkers implements PhaseControl.Workers {
    private final List<WorkerRef> ready = new ArrayList<>(List.of(A, B));
    private final List<String> orders = new ArrayList<>();

    @Override
    public List<WorkerRef> ready() {
      return ready;
    }

    @Override
    public void order(List<WorkerRef> ordered, int round) {
      for (WorkerRef worker : ordered) {
        orders.add(worker.workerId() + "." + worker.incarnation() + " round " + round);
      }
    }
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void shouldOrderEveryReadyWorkerWhenItBegins() {
    control.begin();

    assertThat(workers.orders).containsExactly("0.1 round 0", "1.1 round 0");
    assertThat(control.advance()).isEqualTo(Progress.WORKING);
  }

  @Test
  void shouldBeDoneOnceEveryTileIsDoneAndEverybodyHasReported() {
    control.begin();
    claimAndFinish(A, 3);

    control.onDrained(A, 0);
    assertThat(control.advance()).isEqualTo(Progress.WORKING);
    control.onDrained(B, 0);
    assertThat(control.advance()).isEqualTo(Progress.DONE);
  }

  @Test
  void shouldBeDoneWithoutAnybodyWhenThereIsNoTile() {
    try (TileLedger empty = TileLedger.inMemory(0, 1)) {
      PhaseControl nothing = new PhaseControl(empty, workers, (tile, claimed) -> 0);

      assertThat(nothing.advance()).isEqualTo(Progress.DONE);
    }
  }

  @Test
  void shouldFreeWhatALostWorkerHadAndNothingElse() {
    control.begin();
    claim(A);
    claim(B);
    claimAndFinish(A, 1);

    List<Freed> freed = control.onLost(A);

    assertThat(freed)
        .containsExactly(
            new Freed(0, new TileState(Stage.CLAIMED, 1, 0, 1), 10, ledger.beganNs(0)));
    assertThat(ledger.state(0).stage()).isEqualTo(Stage.FREE);
    assertThat(ledger.unitsDone(0)).isEqualTo(10);
    assertThat(ledger.state(1).stage()).isEqualTo(Stage.CLAIMED);
    assertThat(ledger.state(2).stage()).isEqualTo(Stage.DONE);
  }

  @Test
  void shouldLeaveWhatTheReplacementOfALostWorkerHas() {
    claim(A_AGAIN);

    assertThat(control.onLost(A)).isEmpty();
    assertThat(ledger.state(0).stage()).isEqualTo(Stage.CLAIMED);
  }

  @Test
  void shouldLeaveATileClaimedWhenItCannotBeRecovered() {
    PhaseControl blind =
        new PhaseControl(
            ledger,
            workers,
            (tile, claimed) -> {
              throw new IllegalArgumentException("the redo file is gone");
            });
    blind.begin();
    claim(A);

    assertThatIllegalArgumentException().isThrownBy(() -> blind.onLost(A));
    assertThat(ledger.state(0).stage()).isEqualTo(Stage.CLAIMED);

    blind.onDrained(B, 0);
    blind.freeze();
    assertThat(blind.advance()).isEqualTo(Progress.STOPPED); // it does not wait for the lost one
    assertThatIllegalArgumentException().isThrownBy(blind::takeBackAll);
    assertThat(ledger.state(0).stage()).isEqualTo(Stage.CLAIMED);
  }

  @Test
  void shouldOrderAFurtherRoundWhenALostWorkerLeftATileToTheDrained() {
    control.begin();
    claim(A);
    claimAndFinish(B, 2);
    control.onDrained(B, 0);
    control.onLost(A);
    workers.ready.remove(A);
    workers.orders.clear();

    assertThat(control.advance()).isEqualTo(Progress.WORKING);
    assertThat(workers.orders).containsExactly("1.1 round 1");
    control.onDrained(B, 0); // once more, late
    assertThat(control.advance()).isEqualTo(Progress.WORKING);
    assertThat(workers.orders).hasSize(1);

    claimAndFinish(B, 1);
    control.onDrained(B, 1);
    assertThat(control.advance()).isEqualTo(Progress.DONE);
  }

  @Test
  void shouldWaitWithAFurtherRoundWhileNobodyIsReady() {
    workers.ready.clear();
    control.begin();

    assertThat(control.advance()).isEqualTo(Progress.WORKING);

    workers.ready.add(B);
    control.advance();
    assertThat(workers.orders).containsExactly("1.1 round 1");
  }

  @Test
  void shouldOrderAReplacementOnce() {
    control.begin();
    control.onLost(A);
    workers.orders.clear();

    control.onReady(A_AGAIN);
    control.onReady(A_AGAIN);

    assertThat(workers.orders).containsExactly("0.2 round 0");
  }

  @Test
  void shouldNotTakeTheReportOfALostWorkerForThatOfItsReplacement() {
    control.begin();
    control.onLost(A);
    control.onReady(A_AGAIN);
    claimAndFinish(B, 3);
    control.onDrained(B, 0);

    control.onDrained(A, 0);
    assertThat(control.advance()).isEqualTo(Progress.WORKING);
    control.onDrained(A_AGAIN, 0);
    assertThat(control.advance()).isEqualTo(Progress.DONE);
  }

  @Test
  void shouldNotOrderAReplacementOfAHaltedPhase() {
    control.begin();
    workers.orders.clear();
    control.halt();

    control.onLost(A);
    control.onReady(A_AGAIN);

    assertThat(workers.orders).isEmpty();
  }

  @Test
  void shouldCallATileDeadlyOnceItHasEndedItsWorkerTooOften() {
    for (int attempt = 1; attempt <= PhaseControl.TILE_ATTEMPTS_MAX; attempt++) {
      WorkerRef worker = new WorkerRef(0, attempt);
      claimTile(worker, 0);
      List<Freed> freed = control.onLost(worker);
      assertThat(freed).hasSize(1);
      assertThat(freed.getFirst().isDeadly()).isEqualTo(attempt == PhaseControl.TILE_ATTEMPTS_MAX);
    }
  }

  @Test
  void shouldFinishTilesThatWereBegunBeforeItStopsHalted() {
    control.begin();
    claim(A);
    control.halt();
    control.onLost(A);
    workers.ready.remove(A);
    control.onDrained(B, 0);

    assertThat(control.advance()).isEqualTo(Progress.WORKING);
    assertThat(workers.orders).endsWith("1.1 round 1");
    claimAndFinish(B, 1);
    assertThat(ledger.claim(1, 1)).isEqualTo(TileLedger.NONE);
    control.onDrained(B, 1);

    assertThat(control.advance()).isEqualTo(Progress.STOPPED);
    assertThat(ledger.count(Stage.DONE)).isEqualTo(1);
  }

  @Test
  void shouldStopFrozenWithTilesThatWereBegunAsSoonAsNobodyIsAtIt() {
    control.begin();
    claim(A);
    control.onLost(A);
    control.freeze();

    assertThat(control.advance()).isEqualTo(Progress.WORKING); // B has not reported
    control.onDrained(B, 0);
    assertThat(control.advance()).isEqualTo(Progress.STOPPED);
    assertThat(ledger.countBegun()).isEqualTo(1);
  }

  @Test
  void shouldNotWaitForWhoGaveUpNorFreeWhatItHas() {
    control.begin();
    claim(A);
    claimAndFinish(B, 2);
    control.freeze();
    control.onQuit(A);
    control.onDrained(B, 0);

    assertThat(control.advance()).isEqualTo(Progress.STOPPED);
    assertThat(ledger.state(0).stage()).isEqualTo(Stage.CLAIMED);
  }

  @Test
  void shouldTakeBackEveryClaimedTileWithoutCountingTheClaim() {
    claim(A);
    claim(B);
    claimAndFinish(A, 1);

    List<Freed> freed = control.takeBackAll();

    assertThat(freed).extracting(Freed::tile).containsExactly(0, 1);
    assertThat(ledger.state(0)).isEqualTo(new TileState(Stage.FREE, 0, 0, 1));
    assertThat(ledger.unitsDone(1)).isEqualTo(11);
    assertThat(ledger.state(2).stage()).isEqualTo(Stage.DONE);
    assertThat(control.takeBackAll()).isEmpty();
  }

  @Test
  void shouldRefuseToTakeBackWhileAWorkerIsAtIt() {
    control.begin();
    claim(A);
    control.onDrained(B, 0);

    assertThatIllegalStateException()
        .isThrownBy(control::takeBackAll)
        .withMessage("workers are at the phase: round=0");
    assertThat(ledger.state(0).stage()).isEqualTo(Stage.CLAIMED);
  }

  private int claim(WorkerRef worker) {
    int tile = ledger.claim(worker.workerId(), worker.incarnation());
    assertThat(tile).isNotEqualTo(TileLedger.NONE);
    return tile;
  }

  private void claimAndFinish(WorkerRef worker, int tiles) {
    for (int i = 0; i < tiles; i++) {
      ledger.finish(claim(worker));
    }
  }

  /// Claims tiles until it has the wanted one, and gives the others back.
  private void claimTile(WorkerRef worker, int wanted) {
    List<Integer> claimed = new ArrayList<>();
    while (!claimed.contains(wanted)) {
      claimed.add(claim(worker));
    }
    claimed.stream()
        .filter(tile -> tile != wanted)
        .forEach(tile -> ledger.takeBack(tile, ledger.unitsDone(tile)));
  }
}
