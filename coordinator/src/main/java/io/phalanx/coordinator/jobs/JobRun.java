package io.phalanx.coordinator.jobs;

import io.phalanx.coordinator.jobs.JobRecord.Counts;
import io.phalanx.coordinator.jobs.JobRecord.Outcome;
import io.phalanx.coordinator.schedule.PhaseSchedule;
import io.phalanx.shared.ledger.TileLedger;
import io.phalanx.shared.ledger.TileState;
import io.phalanx.shared.ledger.TileState.Stage;
import io.phalanx.shared.protocol.Message.Event;
import io.phalanx.shared.protocol.Message.Order;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One job while it runs: phase after phase, until it is done, failed or cancelled.
///
/// The coordinator's thread owns it. Workers claim tiles by themselves; this only begins phases,
/// frees the tiles of dead workers, and decides when a phase is over, by what the ledger says and
/// never by counting messages.
public final class JobRun {
  /// A tile whose worker dies this often is not tried again.
  public static final int TILE_ATTEMPTS_MAX = 3;

  private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);

  private final JobPlan plan;
  private final JobWork work;
  private final Crew crew;
  private final long bytesBefore;
  private PhaseSchedule schedule = new PhaseSchedule();
  private JobRecord job;
  private int phase;
  private long tilesDone;
  private long retriedTiles;
  private int workerRestarts;
  private @Nullable String failure;
  private boolean cancelled;

  private JobRun(JobPlan plan, JobRecord job, JobWork work, Crew crew) {
    this.plan = plan;
    this.job = job;
    this.work = work;
    this.crew = crew;
    this.bytesBefore = crew.bytes();
  }

  /// Begins a job: makes its files and orders its first phase.
  ///
  /// @throws RuntimeException if a file cannot be made; nothing of it is left
  static JobRun begin(JobPlan plan, JobRecord queued, JobStore store, Crew crew) {
    long nowMs = System.currentTimeMillis();
    JobRecord running = queued.at(JobState.RUNNING).with(queued.times().started(nowMs));
    JobWork work = JobWork.open(plan, store.files(queued.job()));
    try {
      JobRun run = new JobRun(plan, running.with(work.outcome()), work, crew);
      store.write(run.job);
      run.beginPhase(0);
      run.job = run.job.with(run.job.times().ordered(System.currentTimeMillis()));
      store.write(run.job);
      LOG.info(
          "job started: job={} operation={} tiles={} phases={}",
          queued.job(),
          plan.operation().name(),
          plan.tiles(),
          plan.phaseCount());
      return run;
    } catch (RuntimeException e) {
      work.close();
      throw e;
    }
  }

  /// The record as of now.
  public JobRecord record() {
    return job;
  }

  /// Moves on where everybody has reported.
  ///
  /// @return true once the job has ended
  boolean advance() {
    if (!schedule.isQuiet()) {
      return false;
    }
    TileLedger ledger = work.ledger();
    int done = ledger.count(Stage.DONE);
    if (failure != null || cancelled) {
      end(failure != null ? JobState.FAILED : JobState.CANCELLED, done);
      return true;
    }
    if (done < ledger.tileCount()) {
      if (!crew.ready().isEmpty()) {
        schedule.nextRound();
        crew.ready().forEach(this::order);
      }
      return false;
    }
    tilesDone += done;
    work.finishPhase(phase);
    if (phase + 1 < plan.phaseCount()) {
      beginPhase(phase + 1);
      return false;
    }
    work.commit();
    end(JobState.DONE, 0);
    return true;
  }

  /// A worker joins: a replacement, or one that started late.
  void onWorkerReady(int workerId) {
    if (!schedule.isWorking(workerId) && !work.ledger().isHalted()) {
      order(workerId);
    }
  }

  void onDrained(int workerId, Event.PhaseDrained event) {
    if (isCurrent(event.jobId(), event.phase())) {
      schedule.onDrained(workerId, event.round());
    }
  }

  void onFailed(int workerId, Event.PhaseFailed event) {
    if (isCurrent(event.jobId(), event.phase())) {
      schedule.onGone(workerId);
      String where = event.tile() == Event.PhaseFailed.NO_TILE ? "" : ", tile=" + event.tile();
      fail(
          "operation failed: operation="
              + plan.operation().name()
              + where
              + ", cause="
              + event.message());
    }
  }

  /// A worker process has ended and was reaped: nobody else touches what it had claimed.
  void onWorkerLost(int workerId, int incarnation, String how) {
    workerRestarts++;
    schedule.onGone(workerId);
    TileLedger ledger = work.ledger();
    for (int tile = 0; tile < ledger.tileCount(); tile++) {
      TileState state = ledger.state(tile);
      if (state.stage() == Stage.CLAIMED
          && state.workerId() == workerId
          && state.incarnation() == incarnation) {
        recover(tile, state, how);
      }
    }
  }

  /// Stops the job where it stands; tiles in work are finished.
  void cancel() {
    cancelled = true;
    work.ledger().halt();
  }

  /// Stops the job as failed.
  void fail(String reason) {
    if (failure == null) {
      failure = reason;
      LOG.error("job failing: job={} cause={}", job.job(), reason);
    }
    work.ledger().halt();
  }

  /// Lets go of everything after a fault; workers that are still at it are told that the job ended.
  JobRecord abandon() {
    work.halt();
    work.close();
    return job;
  }

  private void recover(int tile, TileState state, String how) {
    PhaseSpec spec = plan.phases().get(phase);
    boolean repeatable =
        !plan.request().inPlace()
            || spec.role() != PhaseSpec.Role.OUTPUT
            || plan.operation().traits().idempotent();
    if (!repeatable) {
      fail(
          "worker lost in the middle of a tile in place: workerId="
              + state.workerId()
              + ", "
              + how
              + ", tile="
              + tile
              + ", "
              + extent(spec, tile)
              + " are partly transformed");
    } else if (state.attempts() >= TILE_ATTEMPTS_MAX) {
      fail(
          "tile killed its worker: tile="
              + tile
              + ", "
              + extent(spec, tile)
              + ", attempts="
              + state.attempts()
              + ", last "
              + how);
    } else {
      work.ledger().release(tile);
      retriedTiles++;
      LOG.warn("tile freed: job={} tile={} workerId={} {}", job.job(), tile, state.workerId(), how);
    }
  }

  private String extent(PhaseSpec spec, int tile) {
    return switch (plan.operation().family()) {
      case ELEMENTS, FILL ->
          "elements " + spec.tiling().first(tile) + " to " + (spec.tiling().limit(tile) - 1);
      default -> "rows " + spec.tiling().first(tile) + " to " + (spec.tiling().limit(tile) - 1);
    };
  }

  private void beginPhase(int next) {
    phase = next;
    schedule = new PhaseSchedule();
    work.beginPhase(next);
    crew.ready().forEach(this::order);
  }

  private void order(int workerId) {
    schedule.onOrdered(workerId);
    crew.order(workerId, new Order.RunPhase(work.plan(job.job(), phase, schedule.round())));
  }

  private boolean isCurrent(String jobId, int reportedPhase) {
    return job.job().equals(jobId) && reportedPhase == phase;
  }

  private void end(JobState state, int doneInPhase) {
    tilesDone += doneInPhase;
    Outcome outcome =
        state == JobState.DONE ? work.outcome() : new Outcome(null, 0, endReason(), null);
    work.close();
    Counts planned = job.counts();
    Counts counts =
        new Counts(
            planned.workers(),
            planned.phases(),
            planned.tiles(),
            tilesDone,
            retriedTiles,
            workerRestarts,
            crew.bytes() - bytesBefore);
    job =
        job.at(state)
            .with(outcome)
            .with(counts)
            .with(job.times().ended(System.currentTimeMillis()));
    LOG.info("job ended: job={} state={} tilesDone={}", job.job(), state, tilesDone);
  }

  /// Why it ended, and what state that leaves the file in.
  private String endReason() {
    String reason = failure == null ? "cancelled" : failure;
    if (plan.request().inPlace()) {
      String file = plan.inputs().getFirst().path();
      boolean changing = plan.phases().get(phase).role() == PhaseSpec.Role.OUTPUT;
      return reason
          + "; "
          + (changing ? FileState.describe(file, work.ledger()) : FileState.untouched(file));
    }
    return plan.writesFile() ? reason + "; no output was written" : reason;
  }
}
