package io.phalanx.worker;

import io.phalanx.shared.bus.PatientSender;
import io.phalanx.shared.counters.WorkerCounter;
import io.phalanx.shared.counters.WorkerCounters;
import io.phalanx.shared.counters.WorkerState;
import io.phalanx.shared.plugin.Cause;
import io.phalanx.shared.protocol.Message.Event;
import io.phalanx.shared.protocol.PhasePlan;
import io.phalanx.worker.blas.Engines;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the tiles of the phase the worker was told to work on, one per turn.
///
/// A fault of the job (a kernel that throws, a file that shrank) is reported and ends this worker's
/// part of the phase; the worker lives.
final class PhaseRunner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PhaseRunner.class);

  private final WorkerArguments arguments;
  private final WorkerCounters counters;
  private final PatientSender events;
  private final PhaseTools tools;
  private final MatrixCache matrices = new MatrixCache();
  private @Nullable PhaseRun current;

  /// @param signOfLife called now and then in the course of a long tile
  PhaseRunner(
      WorkerArguments arguments,
      WorkerCounters counters,
      PatientSender events,
      Runnable signOfLife) {
    this.arguments = arguments;
    this.counters = counters;
    this.events = events;
    Path spare = arguments.directory().spare().resolve(arguments.name());
    // As the settings say: the coordinator started this JVM with so many processors.
    int threads = Runtime.getRuntime().availableProcessors();
    this.tools =
        new PhaseTools(
            new Engines(arguments.openBlas(), threads), signOfLife, new SpareRedo(spare));
  }

  /// True while there is a phase to work on.
  boolean isActive() {
    return current != null;
  }

  /// Takes up a phase, or a further round of it.
  void begin(PhasePlan plan) {
    closeCurrent();
    try {
      current = PhaseRun.open(plan, matrices, arguments, tools);
      counters.state(WorkerState.BUSY);
    } catch (RuntimeException e) {
      fail(plan, Event.PhaseFailed.NO_TILE, e);
    }
  }

  /// Lets go of a job. Its matrices stay mapped for the next one.
  void end(String jobId) {
    if (current != null && current.plan().jobId().equals(jobId)) {
      closeCurrent();
    }
  }

  /// Claims no more, and lets go of the phase.
  void retire() {
    PhaseRun run = current;
    if (run != null) {
      reportDrained(run);
      closeCurrent();
    }
  }

  /// Runs one tile, or reports that there is none left.
  ///
  /// @return 1 if there was something to do
  int runNextTile() {
    PhaseRun run = current;
    if (run == null) {
      matrices.tidyIfDue(System.nanoTime());
      return 0;
    }
    try {
      long bytes = run.runNext(arguments.workerId(), arguments.incarnation());
      if (bytes == PhaseRun.DRAINED) {
        reportDrained(run);
        current = null;
        run.closeDrained(arguments.workerId());
        counters.state(WorkerState.IDLE);
      } else {
        counters.add(WorkerCounter.TILES, 1);
        counters.add(WorkerCounter.BYTES, bytes);
      }
    } catch (TileFault fault) {
      closeCurrent();
      fail(run.plan(), fault.tile(), fault.cause());
    }
    return 1;
  }

  @Override
  public void close() {
    closeCurrent();
    tools.spareRedo().close();
    matrices.release();
  }

  /// Reports before anything is closed, since the job waits. The last one to report wakes the
  /// coordinator: to wake it for each would cost a job of few tiles a core for as long as it takes.
  private void reportDrained(PhaseRun run) {
    PhasePlan plan = run.plan();
    events.post(new Event.PhaseDrained(plan.jobId(), plan.phase(), plan.round()), 0);
    if (!run.isAwaitingOthers()) {
      events.tell();
    }
  }

  private void fail(PhasePlan plan, long tile, Throwable cause) {
    LOG.error(
        "tile failed: job={} operation={} tile={} cause={}",
        plan.jobId(),
        plan.operation(),
        tile,
        cause.toString(),
        cause);
    events.send(
        new Event.PhaseFailed(plan.jobId(), plan.phase(), tile, text(plan, tile, cause)), 0);
  }

  /// What is said of a failure: of a user's kernel where to look for the stack trace, too.
  private String text(PhasePlan plan, long tile, Throwable cause) {
    if (plan.kernels().isEmpty() || tile == Event.PhaseFailed.NO_TILE) {
      return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
    return Cause.of(cause) + "; stack trace in " + arguments.directory().log(arguments.name());
  }

  private void closeCurrent() {
    if (current != null) {
      current.close();
      current = null;
      counters.state(WorkerState.IDLE);
    }
  }
}
