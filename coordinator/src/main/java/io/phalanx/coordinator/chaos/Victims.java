package io.phalanx.coordinator.chaos;

import io.phalanx.coordinator.process.DetachedStart;
import io.phalanx.coordinator.report.ClusterStatus;
import io.phalanx.coordinator.report.ClusterStatus.Worker;
import io.phalanx.shared.lifecycle.Signals;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/// The processes of the cluster that is harmed.
///
/// One thread uses it.
final class Victims {
  private static final long PAUSE_MS_MAX = 500;
  private static final String LIVENESS_TIMEOUT = "2s";

  private final ChaosSpec spec;
  private final RandomGenerator random;
  private final Map<Harm, Integer> harms = new EnumMap<>(Harm.class);

  Victims(ChaosSpec spec, RandomGenerator random) {
    this.spec = spec;
    this.random = random;
  }

  /// Starts a coordinator in the background, which goes on with unfinished jobs.
  void startCoordinator() {
    new DetachedStart(spec.distribution(), spec.directory())
        .start(
            List.of(
                "--dir",
                spec.directory().root().toString(),
                "--workers=" + spec.workers(),
                "--liveness-timeout=" + LIVENESS_TIMEOUT));
  }

  /// Harms somebody, if there is anybody: of four harms one meets a worker that is stopped or
  /// paused, and one of eight the coordinator.
  ///
  /// @return false if no worker was ready
  boolean harm() {
    ClusterStatus status = ClusterStatus.look(spec.directory()).orElse(null);
    List<Worker> ready =
        status == null
            ? List.of()
            : status.workers().stream().filter(worker -> worker.state().isUp()).toList();
    if (status == null || ready.isEmpty()) {
      return false;
    }
    Harm harm = choose();
    Worker victim = ready.get(random.nextInt(ready.size()));
    switch (harm) {
      case KILL_WORKER -> kill(victim.pid());
      case STOP_WORKER -> Signals.send("STOP", victim.pid());
      case PAUSE_WORKER -> {
        Signals.send("STOP", victim.pid());
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextLong(PAUSE_MS_MAX)));
        Signals.send("CONT", victim.pid());
      }
      case KILL_COORDINATOR -> {
        kill(status.owner().process().pid());
        startCoordinator();
      }
    }
    harms.merge(harm, 1, Integer::sum);
    return true;
  }

  Map<Harm, Integer> harms() {
    return harms;
  }

  private Harm choose() {
    return switch (random.nextInt(16)) {
      case 0, 1 -> Harm.KILL_COORDINATOR;
      case 2 -> Harm.STOP_WORKER;
      case 3 -> Harm.PAUSE_WORKER;
      default -> Harm.KILL_WORKER;
    };
  }

  private static void kill(long pid) {
    ProcessHandle.of(pid)
        .ifPresent(process -> {
          process.destroyForcibly();
          process.onExit().join();
        });
  }
}
