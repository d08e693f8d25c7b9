package io.phalanx.scripts;

import io.phalanx.coordinator.jobs.JobOptions;
import io.phalanx.coordinator.jobs.JobStore;
import io.phalanx.shared.ledger.TileLedger;
import io.phalanx.shared.ledger.TileState;
import io.phalanx.shared.ledger.TileState.Stage;
import io.phalanx.shared.protocol.JobRequest;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A job of one phase that is about to be disturbed, watched through its ledger as it runs.
///
/// @param phalanx where it runs
/// @param id its id
record WatchedJob(Phalanx phalanx, String id) {
  /// The id of the first job of a directory.
  static final String FIRST = "j0001";

  /// Tiles of some 10 ms each: what happens to their worker hits within one.
  private static final String TILE_KIB = "8192";

  /// Submits a job, and returns before a program could.
  static WatchedJob submit(Phalanx phalanx, JobRequest request) {
    try (JobClient jobs = JobClient.connect(phalanx.directory())) {
      return new WatchedJob(phalanx, jobs.submit(request));
    }
  }

  /// An operation without parameters from one file to another; in place where there is no other.
  static JobRequest request(String operation, Path input, @Nullable Path output) {
    return new JobRequest(
        operation,
        Map.of(),
        List.of(input.toString()),
        output == null ? null : output.toString(),
        output == null,
        Map.of(JobOptions.TILE_KIB, TILE_KIB));
  }

  /// Waits until some of its tiles are done and some are in work.
  void awaitMidway() {
    Await.until(
        id + " midway",
        Await.LONG,
        () ->
            has(tile -> tile.stage() == Stage.DONE) && has(tile -> tile.stage() == Stage.CLAIMED));
  }

  /// Waits until some of its tiles are done and the worker works on another.
  void awaitClaimBy(int workerId) {
    Await.until(
        id + " in work by worker " + workerId,
        Await.LONG,
        () ->
            has(tile -> tile.stage() == Stage.DONE)
                && has(tile -> tile.stage() == Stage.CLAIMED && tile.workerId() == workerId));
  }

  /// The worker that has claimed a tile.
  int workerOf(int tile) {
    int[] workerId = {0};
    look(ledger -> {
      workerId[0] = ledger.state(tile).workerId();
      return true;
    });
    return workerId[0];
  }

  /// Waits until further tiles of it are done.
  ///
  /// @return false if it has ended
  boolean awaitProgress() {
    int before = tilesDone();
    Await.until(id + " goes on", Await.LONG, () -> isOver() || tilesDone() > before);
    return !isOver();
  }

  private boolean isOver() {
    return new JobStore(phalanx.directory())
        .read(id)
        .filter(job -> job.state().isEnded())
        .isPresent();
  }

  private int tilesDone() {
    int[] count = {0};
    look(ledger -> {
      count[0] = ledger.count(Stage.DONE);
      return true;
    });
    return count[0];
  }

  /// Waits until no further tile of it is begun.
  void awaitHalted() {
    Await.until(id + " halted", Await.LONG, () -> look(TileLedger::isHalted));
  }

  private boolean has(Predicate<TileState> wanted) {
    return look(
        ledger -> IntStream.range(0, ledger.tileCount()).mapToObj(ledger::state).anyMatch(wanted));
  }

  private boolean look(Predicate<TileLedger> wanted) {
    Path file = new JobStore(phalanx.directory()).files(id).ledger(0);
    try (TileLedger ledger = TileLedger.open(file)) {
      return wanted.test(ledger);
    } catch (UncheckedIOException | IllegalStateException e) {
      return false; // not made yet, or not whole
    }
  }
}
