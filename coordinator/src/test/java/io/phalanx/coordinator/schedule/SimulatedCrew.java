package io.phalanx.coordinator.schedule;

import io.phalanx.coordinator.liveness.PauseGuard;
import io.phalanx.coordinator.liveness.WorkerWatch;
import io.phalanx.coordinator.liveness.WorkerWatch.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The workers of one coordinator: watched, killed when silent, replaced once reaped, as the real
/// crew does.
final class SimulatedCrew implements PhaseControl.Workers {
  /// A gap between two checks that means that the host stood still.
  static final int PAUSE_MS = 3_000;

  private static final long START_TIMEOUT_MS = 20_000;
  private static final long LIVENESS_TIMEOUT_MS = 10_000;
  private static final int QUICK_TURNS_MAX = 20;

  private final World world;
  private final WorkerWatch watch = new WorkerWatch(START_TIMEOUT_MS, LIVENESS_TIMEOUT_MS);
  private final PauseGuard pauses;
  private final List<SimulatedMember> members = new ArrayList<>();

  SimulatedCrew(World world) {
    this.world = world;
    this.pauses = new PauseGuard(PAUSE_MS, world.clock().nowMs());
  }

  /// Starts every worker. Incarnations count from 1, as the counters are made anew by every
  /// coordinator.
  void launchAll() {
    for (int workerId = 0; workerId < world.scenario().workers(); workerId++) {
      members.add(launch(new WorkerRef(workerId, 1)));
    }
  }

  SimulatedWorker process(int workerId) {
    return members.get(workerId).process();
  }

  List<SimulatedWorker> processes() {
    return members.stream().map(SimulatedMember::process).toList();
  }

  @Override
  public List<WorkerRef> ready() {
    return members.stream().filter(SimulatedMember::isReady).map(SimulatedMember::ref).toList();
  }

  @Override
  public void order(List<WorkerRef> workers, int round) {
    workers.forEach(worker -> order(worker, round));
  }

  private void order(WorkerRef worker, int round) {
    if (!isCurrent(worker)) {
      throw new AssertionError("ordered, though gone: " + worker);
    }
    if (process(worker.workerId()).isBusy()) {
      throw new AssertionError("ordered, though busy: " + worker + ", round=" + round);
    }
    if (round > 0) {
      world.saw(Happening.FURTHER_ROUND);
      if (world.faults().strikesOrder()) {
        failToSend();
      }
    }
    process(worker.workerId()).order(round);
  }

  /// False of a process that was replaced.
  boolean isCurrent(WorkerRef worker) {
    return members.get(worker.workerId()).ref().equals(worker);
  }

  /// Notes that a worker takes orders.
  void markReady(WorkerRef worker) {
    members.get(worker.workerId()).markReady();
  }

  /// Kills workers that are silent or do not start. It takes effect later.
  void check() {
    long nowMs = world.clock().nowMs();
    long noEarlierMs = pauses.lastPauseEndMs(nowMs);
    for (SimulatedMember member : members) {
      SimulatedWorker process = member.process();
      long lastSignMs = Math.max(noEarlierMs, member.lastSignMs());
      Verdict verdict = watch.judge(member.isReady(), lastSignMs, nowMs);
      if (verdict != Verdict.WELL && !process.isKilled() && !process.isDead()) {
        requireSilent(process, verdict);
        process.kill();
      }
    }
  }

  /// A worker that has died and was not replaced yet; null if there is none.
  @Nullable WorkerRef findDead() {
    return members.stream()
        .filter(member -> member.process().isDead())
        .map(SimulatedMember::ref)
        .findFirst()
        .orElse(null);
  }

  /// Starts another process in place of one that was reaped.
  void replace(WorkerRef lost) {
    members.set(lost.workerId(), launch(new WorkerRef(lost.workerId(), lost.incarnation() + 1)));
  }

  /// An order cannot be sent; meanwhile those that have one may be quick.
  private void failToSend() {
    world.saw(Happening.ORDER_NOT_SENT);
    for (SimulatedWorker process : processes()) {
      for (int turns = world.dice().below(QUICK_TURNS_MAX); turns > 0; turns--) {
        if (!process.isDead() && !process.isHanging()) {
          process.turn();
        }
      }
    }
    throw new CutShort();
  }

  private SimulatedMember launch(WorkerRef ref) {
    return new SimulatedMember(new SimulatedWorker(ref, world), world.clock().nowMs());
  }

  /// Nobody may be killed for a time in which nobody could run.
  private void requireSilent(SimulatedWorker process, Verdict verdict) {
    world.saw(verdict == Verdict.SILENT ? Happening.SILENT : Happening.SLOW_START);
    if (process.silentMs() <= LIVENESS_TIMEOUT_MS) {
      throw new AssertionError(
          "killed though well: " + process.ref() + ", silentMs=" + process.silentMs());
    }
  }
}
