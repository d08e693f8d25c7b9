package io.phalanx.coordinator;

import io.phalanx.coordinator.jobs.Crew;
import io.phalanx.coordinator.liveness.WorkerWatch;
import io.phalanx.coordinator.liveness.WorkerWatch.Verdict;
import io.phalanx.coordinator.process.WorkerExit;
import io.phalanx.coordinator.process.WorkerLauncher;
import io.phalanx.coordinator.process.WorkerProcess;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.ClusterSettings;
import io.phalanx.shared.config.ProcessIdentity;
import io.phalanx.shared.counters.CounterFile;
import io.phalanx.shared.counters.WorkerCounter;
import io.phalanx.shared.counters.WorkerCounters;
import io.phalanx.shared.counters.WorkerState;
import io.phalanx.shared.lifecycle.PhalanxException;
import io.phalanx.shared.lifecycle.PhalanxException.Category;
import io.phalanx.shared.protocol.Envelope;
import io.phalanx.shared.protocol.Message.Event;
import io.phalanx.shared.protocol.Message.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The workers of a cluster: starts them, hears them, replaces those that die.
///
/// The coordinator's thread owns it.
final class WorkerCrew implements Crew, AutoCloseable {
  /// Starts in a row that may fail before the cluster gives up.
  private static final int FAILED_STARTS_MAX = 3;

  private static final Logger LOG = LoggerFactory.getLogger(WorkerCrew.class);

  private final ClusterDirectory directory;
  private final ClusterSettings settings;
  private final CounterFile counters;
  private final WorkerLauncher launcher;
  private final WorkerWatch watch;
  private final Map<Integer, CrewMember> members = new TreeMap<>();
  private int failedStarts;
  private boolean stopping;

  WorkerCrew(
      ClusterDirectory directory,
      ClusterSettings settings,
      CounterFile counters,
      WorkerLauncher launcher) {
    this.directory = directory;
    this.settings = settings;
    this.counters = counters;
    this.launcher = launcher;
    this.watch = new WorkerWatch(settings.startTimeoutMs(), settings.livenessTimeoutMs());
  }

  /// What the coordinator wants to hear of its workers.
  interface Listener {
    void onReady(int workerId);

    void onDrained(int workerId, Event.PhaseDrained event);

    void onFailed(int workerId, Event.PhaseFailed event);

    void onLost(int workerId, int incarnation, String how);
  }

  /// Starts all workers. Every process is started before the first queue is opened, so that the
  /// workers come up while this process loads Chronicle.
  void launchAll() {
    List<WorkerProcess> processes = new ArrayList<>();
    for (int workerId = 0; workerId < settings.workers(); workerId++) {
      processes.add(launch(workerId));
    }
    processes.forEach(this::enrol);
  }

  /// Hears what the workers report.
  int pollEvents(Listener listener) {
    int workCount = 0;
    for (CrewMember member : members.values()) {
      workCount += member.pollEvents(envelope -> onEvent(member, envelope, listener));
    }
    return workCount;
  }

  /// Reaps workers that have ended and replaces those that should not have.
  ///
  /// @throws PhalanxException if workers end again and again before they are ready
  int reap(Listener listener) {
    int workCount = 0;
    for (WorkerExit exit = launcher.pollExit(); exit != null; exit = launcher.pollExit()) {
      onExit(exit, listener);
      workCount++;
    }
    return workCount;
  }

  /// Reports workers that are silent or slow to start.
  void check(long nowMs) {
    for (CrewMember member : members.values()) {
      int workerId = member.process().workerId();
      long heartbeatMs = counters.worker(workerId).get(WorkerCounter.HEARTBEAT_MS);
      long lastSignMs = Math.max(member.startedMs(), heartbeatMs);
      Verdict verdict = watch.judge(member.isReady(), lastSignMs, nowMs);
      if (verdict != Verdict.WELL && member.reportOnce()) {
        LOG.warn(
            "worker {}: workerId={} pid={} silentMs={}",
            verdict == Verdict.SILENT ? "silent" : "slow to start",
            workerId,
            member.process().pid(),
            nowMs - lastSignMs);
      }
    }
  }

  /// Removes queue files that everybody has read.
  void removeOldRolls() {
    members.values().forEach(CrewMember::removeOldRolls);
  }

  @Override
  public List<Integer> ready() {
    return members.values().stream()
        .filter(CrewMember::isReady)
        .map(member -> member.process().workerId())
        .toList();
  }

  @Override
  public void order(int workerId, Order order) {
    CrewMember member = members.get(workerId);
    if (member == null) {
      throw new IllegalArgumentException("no such worker: workerId=" + workerId);
    }
    member.order(order);
  }

  @Override
  public long bytes() {
    long bytes = 0;
    for (int workerId = 0; workerId < settings.workers(); workerId++) {
      bytes += counters.worker(workerId).get(WorkerCounter.BYTES);
    }
    return bytes;
  }

  /// Number of worker processes this crew keeps up.
  int size() {
    return settings.workers();
  }

  /// Tells all workers to stop; those that end from now on are not replaced.
  void stop() {
    stopping = true;
    members.values().forEach(member -> member.order(new Order.StopWorker()));
  }

  /// Kills all workers, of which one does not end its tile; they are reaped like others, and not
  /// replaced. Without effect the second time.
  void kill() {
    if (!stopping) {
      stopping = true;
      LOG.warn("workers do not end their tiles: killing them");
      members.values().forEach(member -> member.process().kill());
    }
  }

  /// True when every worker process was reaped.
  boolean isGone() {
    return members.isEmpty();
  }

  /// Kills what is still there and waits for it.
  @Override
  public void close() {
    stopping = true;
    members.values().forEach(member -> member.process().kill());
    try {
      for (CrewMember member : members.values()) {
        member.process().awaitExit(settings.livenessTimeoutMs());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    members.values().forEach(CrewMember::close);
    members.clear();
  }

  private WorkerProcess launch(int workerId) {
    WorkerCounters worker = counters.worker(workerId);
    int incarnation = (int) worker.get(WorkerCounter.INCARNATION) + 1;
    worker.set(WorkerCounter.INCARNATION, incarnation);
    worker.state(WorkerState.STARTING);
    WorkerProcess process = launcher.launch(workerId, incarnation);
    worker.set(WorkerCounter.PID, process.pid());
    worker.set(WorkerCounter.PROCESS_START, ProcessIdentity.of(process.pid()).start());
    LOG.info(
        "worker started: workerId={} incarnation={} pid={}", workerId, incarnation, process.pid());
    return process;
  }

  private void enrol(WorkerProcess process) {
    long nowMs = System.currentTimeMillis();
    members.put(process.workerId(), new CrewMember(directory, process, nowMs));
  }

  private void onEvent(CrewMember member, Envelope envelope, Listener listener) {
    int workerId = member.process().workerId();
    switch (envelope.message()) {
      case Event.WorkerReady ignored -> {
        failedStarts = 0;
        member.markReady();
        LOG.info(
            "worker ready: workerId={} startMs={}",
            workerId,
            System.currentTimeMillis() - member.startedMs());
        listener.onReady(workerId);
      }
      case Event.PhaseDrained drained -> listener.onDrained(workerId, drained);
      case Event.PhaseFailed failed -> listener.onFailed(workerId, failed);
      default -> throw new IllegalStateException("not an event: message=" + envelope.message());
    }
  }

  private void onExit(WorkerExit exit, Listener listener) {
    CrewMember member = members.get(exit.workerId());
    if (member == null || member.process().incarnation() != exit.incarnation()) {
      return;
    }
    // What it reported before it ended still counts.
    while (member.pollEvents(envelope -> onEvent(member, envelope, listener)) > 0) {}
    members.remove(exit.workerId());
    member.close();
    WorkerCounters worker = counters.worker(exit.workerId());
    if (stopping) {
      worker.state(WorkerState.ABSENT);
      LOG.info("worker stopped: workerId={} {}", exit.workerId(), exit.describe());
      listener.onLost(exit.workerId(), exit.incarnation(), exit.describe());
      return;
    }
    worker.state(WorkerState.LOST);
    LOG.warn(
        "worker lost: workerId={} incarnation={} pid={} {}",
        exit.workerId(),
        exit.incarnation(),
        member.process().pid(),
        exit.describe());
    if (!member.isReady()) {
      countFailedStart(exit);
    }
    listener.onLost(exit.workerId(), exit.incarnation(), exit.describe());
    enrol(launch(exit.workerId()));
  }

  private void countFailedStart(WorkerExit exit) {
    failedStarts++;
    if (failedStarts >= FAILED_STARTS_MAX) {
      throw new PhalanxException(
          Category.FATAL,
          "workers do not start: workerId="
              + exit.workerId()
              + ", "
              + exit.describe()
              + ", startsInARow="
              + failedStarts
              + "; see "
              + directory.log("worker-" + exit.workerId())
              + " and "
              + directory.out("worker-" + exit.workerId()));
    }
  }
}
