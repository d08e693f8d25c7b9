package io.phalanx.coordinator.jobs;

import io.phalanx.coordinator.jobs.JobRecord.Counts;
import io.phalanx.coordinator.jobs.JobRecord.Outcome;
import io.phalanx.coordinator.jobs.trace.Fault;
import io.phalanx.coordinator.jobs.trace.Fault.Interrupted;
import io.phalanx.coordinator.jobs.trace.Incidents;
import io.phalanx.coordinator.schedule.PhaseControl;
import io.phalanx.coordinator.schedule.PhaseControl.Freed;
import io.phalanx.coordinator.schedule.WorkerRef;
import io.phalanx.shared.ledger.TileLedger;
import io.phalanx.shared.ledger.TileState.Stage;
import io.phalanx.shared.protocol.Message.Event;
import io.phalanx.shared.protocol.Message.Order;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One job while it runs: phase after phase, until it is done, failed, cancelled or cut off.
///
/// The coordinator's thread owns it. What happens within a phase is decided by [PhaseControl]; this
/// keeps the job's files and its record.
public final class JobRun {
  private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);

  /// Losses of each worker of a user's kernel, none of which got a tile done.
  private static final int FRUITLESS_PER_WORKER_MAX = 3;

  /// Losses of each worker before it claimed a tile, while none was done.
  private static final int EMPTY_HANDED_PER_WORKER_MAX = 5;

  private final JobPlan plan;
  private final JobWork work;
  private final JobStore store;
  private final Crew crew;
  private final long bytesBefore;
  private final EarlyEnd early = new EarlyEnd();
  private JobRecord job;
  private int phase;
  private PhaseControl control;
  private long tilesDone;
  private long retriedTiles;
  private int workerRestarts;
  private Incidents incidents = Incidents.NONE;
  private long doneAtLoss;
  private int fruitlessLosses;
  private long doneAtEmptyHanded;
  private int emptyHandedLosses;

  private JobRun(JobPlan plan, JobRecord job, JobWork work, JobStore store, Crew crew, int phase) {
    this.plan = plan;
    this.job = job;
    this.work = work;
    this.store = store;
    this.crew = crew;
    this.phase = phase;
    this.bytesBefore = crew.bytes();
    this.control = control(phase);
  }

  /// Begins a job: makes its files and orders its first phase.
  ///
  /// The record is written once, when every file that it speaks of is there: until then nobody was
  /// told of the job, and whoever takes over finds it waiting, or nothing.
  ///
  /// @throws RuntimeException if a file cannot be made; nothing of it is left
  static JobRun begin(JobPlan plan, JobRecord queued, JobStore store, Crew crew) {
    JobWork work = JobWork.open(plan, store.files(queued.job()), crew.size());
    try {
      JobRecord running =
          queued
              .at(JobState.RUNNING)
              .with(Counts.planned(crew.size(), plan.phaseCount(), plan.tiles()))
              .with(queued.times().started(System.currentTimeMillis()))
              .with(work.outcome());
      work.beginPhase(0, store.takeLedger(queued.job()));
      JobRun run = new JobRun(plan, running, work, store, crew, 0);
      run.orderPhase();
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

  /// Goes on with a job that was cut off, where its ledger says. Every process that could have
  /// claimed a tile of it is gone.
  ///
  /// @throws RuntimeException if its files are not what they were; they are left alone
  static JobRun resume(JobPlan plan, JobRecord left, JobStore store, Crew crew) {
    JobWork work =
        JobWork.reopen(plan, store.files(left.job()), left.counts().workers(), left.outcome());
    try {
      int phase = Math.max(0, left.counts().phasesBegun() - 1);
      if (left.counts().phasesBegun() == 0) {
        work.beginPhase(0, null);
      } else {
        work.reopenPhase(phase);
      }
      JobRecord running =
          left.at(JobState.RUNNING)
              .with(left.counts().resumed())
              .with(left.times().resumed(System.currentTimeMillis()));
      JobRun run = new JobRun(plan, running, work, store, crew, phase);
      run.incidents = store.incidents(left.job());
      run.tilesDone = plan.phases().stream().limit(phase).mapToLong(JobRun::tiles).sum();
      List<Freed> freed = run.control.takeBackAll();
      LOG.info(
          "job resumed: job={} operation={} phase={} tilesDone={} tiles={} freed={}",
          left.job(),
          plan.operation().name(),
          phase,
          run.tilesDone + work.ledger().count(Stage.DONE),
          plan.tiles(),
          freed.size());
      run.orderPhase();
      return run;
    } catch (RuntimeException e) {
      work.keep();
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
    switch (control.advance()) {
      case WORKING -> {
        return false;
      }
      case STOPPED -> endEarly();
      case DONE -> {
        String trouble = work.trouble();
        if (trouble != null) {
          fail(trouble + "; leave the files of a running job alone");
        }
        if (early.isFinal()) {
          endEarly();
        } else {
          return endPhase();
        }
      }
    }
    return true;
  }

  void onWorkerReady(WorkerRef worker) {
    control.onReady(worker);
    if (!incidents.faults().isEmpty()) {
      keepIncidents(); // of the replacement, too
    }
  }

  void onDrained(WorkerRef worker, Event.PhaseDrained event) {
    if (isCurrent(event.jobId(), event.phase())) {
      control.onDrained(worker, event.round());
    }
  }

  void onFailed(WorkerRef worker, Event.PhaseFailed event) {
    if (isCurrent(event.jobId(), event.phase())) {
      control.onQuit(worker);
      String where = event.tile() == Event.PhaseFailed.NO_TILE ? "" : ", tile=" + event.tile();
      String trouble = work.trouble();
      fail(
          "operation failed: operation="
              + plan.operation().name()
              + where
              + ", cause="
              + (trouble == null ? event.message() : trouble));
    }
  }

  /// A worker process has ended since it was told to, with no tile in its hands.
  void onWorkerRetired(WorkerRef worker) {
    control.onQuit(worker);
  }

  /// A worker process has ended and was reaped.
  ///
  /// @param how it ended, for people
  /// @param lastLines of its log
  /// @return what it was doing, for people
  String onWorkerLost(WorkerRef worker, String how, List<String> lastLines) {
    workerRestarts++;
    List<Freed> freed;
    long beganNs = System.nanoTime();
    try {
      freed = control.onLost(worker);
    } catch (RuntimeException e) {
      LOG.error("tile cannot be recovered: job={} cause={}", job.job(), e.toString(), e);
      note(worker, how, 0, List.of());
      String trouble = work.trouble();
      fail(
          "a lost worker's tile cannot be recovered: workerId="
              + worker.workerId()
              + ", cause="
              + (trouble == null ? e.getMessage() : trouble));
      return "job=" + job.job() + ", its tile cannot be recovered";
    }
    note(worker, how, System.nanoTime() - beganNs, freed);
    failIfFruitless(freed, how, lastLines);
    failIfEmptyHanded(freed, how, lastLines);
    StringBuilder doing = new StringBuilder("job=").append(job.job());
    for (Freed tile : freed) {
      String extent = fileState().extent(tile.tile());
      doing.append(", tile=").append(tile.tile()).append(", ").append(extent);
      retriedTiles++;
      LOG.warn(
          "tile freed: job={} tile={} unitsDone={} attempts={} workerId={} {}",
          job.job(),
          tile.tile(),
          tile.unitsDone(),
          tile.state().attempts(),
          worker.workerId(),
          how);
      if (tile.isDeadly()) {
        String trouble = work.trouble();
        fail(
            (trouble == null ? "" : trouble + "; ")
                + "tile killed its worker: tile="
                + tile.tile()
                + ", "
                + extent
                + ", attempts="
                + tile.state().attempts()
                + lastOf(how, lastLines));
      }
    }
    return doing.toString();
  }

  private void note(WorkerRef worker, String how, long tookNs, List<Freed> freed) {
    List<Interrupted> tiles =
        freed.stream()
            .map(tile ->
                new Interrupted(
                    tile.tile(), tile.beganNs(), tile.unitsDone(), tile.state().attempts()))
            .toList();
    incidents =
        incidents.plus(
            new Fault(
                System.currentTimeMillis(),
                worker.workerId(),
                worker.incarnation(),
                how,
                phase,
                TimeUnit.NANOSECONDS.toMicros(tookNs),
                tiles));
    keepIncidents();
  }

  private void keepIncidents() {
    incidents = incidents.plus(crew.lives(), job.times().submittedMs());
    store.write(job.job(), incidents);
  }

  /// A user's kernel that ends its process on every tile would take each tile's attempts to fail.
  private void failIfFruitless(List<Freed> freed, String how, List<String> lastLines) {
    long done = work.ledger().count(Stage.DONE);
    if (freed.isEmpty() || !plan.isUserKernel()) {
      return;
    }
    boolean progress = done > doneAtLoss || freed.stream().anyMatch(tile -> tile.unitsDone() > 0);
    fruitlessLosses = progress ? 1 : fruitlessLosses + 1;
    doneAtLoss = done;
    if (fruitlessLosses >= FRUITLESS_PER_WORKER_MAX * job.counts().workers()) {
      fail(
          "kernel kills its workers: operation="
              + plan.operation().name()
              + ", lost without a tile done="
              + fruitlessLosses
              + lastOf(how, lastLines));
    }
  }

  /// Workers that end before they claim a tile, as by a library that crashes when it is loaded,
  /// would be replaced for ever.
  private void failIfEmptyHanded(List<Freed> freed, String how, List<String> lastLines) {
    long done = work.ledger().count(Stage.DONE);
    boolean progress = !freed.isEmpty() || done != doneAtEmptyHanded;
    emptyHandedLosses = (progress ? 0 : emptyHandedLosses) + (freed.isEmpty() ? 1 : 0);
    doneAtEmptyHanded = done;
    if (emptyHandedLosses >= EMPTY_HANDED_PER_WORKER_MAX * job.counts().workers()) {
      fail(
          "workers end before their first tile: operation="
              + plan.operation().name()
              + ", lost="
              + emptyHandedLosses
              + lastOf(how, lastLines));
    }
  }

  /// How the last worker ended that a job fails for.
  private static String lastOf(String how, List<String> lines) {
    return ", last " + how + ", last log lines=" + lines;
  }

  /// Stops the job where it stands; tiles that were begun are finished.
  void cancel() {
    early.cancel();
    control.halt();
  }

  /// Stops the job as failed.
  void fail(String reason) {
    if (early.fail(reason)) {
      LOG.error("job failing: job={} cause={}", job.job(), reason);
    }
    control.freeze();
  }

  /// Stops the job because the cluster stops: one that changes a file in place can be resumed, any
  /// other has failed.
  void interrupt(String reason) {
    if (plan.request().inPlace()) {
      early.interrupt(reason);
      control.freeze();
    } else {
      fail(reason);
    }
  }

  /// Ends the job after a fault of the coordinator's part of it; workers that are still at it are
  /// told that the job ended.
  JobRecord abandon(String reason) {
    early.fail(reason);
    control.freeze();
    endEarly();
    return job;
  }

  private PhaseControl control(int of) {
    PhaseControl.Workers workers =
        new PhaseControl.Workers() {
          @Override
          public List<WorkerRef> ready() {
            return crew.ready();
          }

          @Override
          public void order(List<WorkerRef> workers, int round) {
            crew.order(workers, new Order.RunPhase(work.plan(job.job(), of, round)));
          }
        };
    TileLedger ledger = work.ledger();
    return new PhaseControl(
        ledger, workers, (tile, claimed) -> work.recovery().unitsDone(of, ledger, tile, claimed));
  }

  /// Says in the record that the phase has a ledger. Where a matrix is changed in place that is on
  /// record before any worker can claim from it; what other jobs do can be done again, and need not
  /// wait for the record.
  private void orderPhase() {
    job =
        job.with(job.counts().begun(phase + 1))
            .with(job.times().ordered(System.currentTimeMillis()));
    if (plan.request().inPlace()) {
      store.write(job);
      control.begin();
      return;
    }
    control.begin();
    try {
      store.write(job);
    } catch (RuntimeException e) {
      control.freeze();
      throw e;
    }
  }

  /// @return true once the job has ended
  private boolean endPhase() {
    tilesDone += tiles(plan.phases().get(phase));
    job = job.with(job.times().at(job.times().pace().after(work.ledger())));
    work.finishPhase(phase);
    if (phase + 1 < plan.phaseCount()) {
      phase++;
      work.beginPhase(phase, null);
      control = control(phase);
      orderPhase();
      return false;
    }
    job = job.with(job.times().synced(work.commit()));
    end(JobState.DONE, work.outcome());
    return true;
  }

  /// Ends a job that is not whole, and says what state that leaves its files in.
  private void endEarly() {
    int unknown = work.recovery().needsRedo(phase) ? settle() : 0;
    tilesDone += work.ledger().count(Stage.DONE);
    String reason = early.reason() + "; " + fileState().describe(unknown);
    if (early.state() == JobState.INTERRUPTED) {
      reason += "; go on with phalanx resume " + job.job();
      end(early.state(), new Outcome(null, 0, reason, null, work.outcome().fileKey()));
    } else {
      end(early.state(), Outcome.failed(reason));
    }
  }

  /// Ends the blocks of tiles whose kernel threw, so that what is said of the file is exact.
  ///
  /// @return how many tiles could not be
  private int settle() {
    try {
      control.takeBackAll();
      return 0;
    } catch (RuntimeException e) {
      LOG.error("tile cannot be recovered: job={} cause={}", job.job(), e.toString(), e);
      return work.ledger().count(Stage.CLAIMED);
    }
  }

  private void end(JobState state, Outcome outcome) {
    if (state == JobState.INTERRUPTED) {
      work.keep();
    } else {
      work.close();
    }
    long bytes = crew.bytes() - bytesBefore;
    job =
        job.at(state)
            .with(outcome)
            .with(job.counts().plus(tilesDone, retriedTiles, workerRestarts, bytes))
            .with(job.times().ended(System.currentTimeMillis()));
    LOG.info("job ended: job={} state={} tilesDone={}", job.job(), state, tilesDone);
  }

  private FileState fileState() {
    return new FileState(plan, phase, work.ledger());
  }

  private boolean isCurrent(String jobId, int reportedPhase) {
    return job.job().equals(jobId) && reportedPhase == phase;
  }

  private static long tiles(PhaseSpec spec) {
    return spec.tiling().tileCount();
  }
}
