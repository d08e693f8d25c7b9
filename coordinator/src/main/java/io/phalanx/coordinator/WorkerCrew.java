package io.phalanx.coordinator;

import io.phalanx.coordinator.jobs.Crew;
import io.phalanx.coordinator.jobs.trace.WorkerLife;
import io.phalanx.coordinator.liveness.PauseGuard;
import io.phalanx.coordinator.liveness.WorkerWatch;
import io.phalanx.coordinator.liveness.WorkerWatch.Verdict;
import io.phalanx.coordinator.postmortem.Autopsy;
import io.phalanx.coordinator.postmortem.LostWorker;
import io.phalanx.coordinator.postmortem.LostWorkers;
import io.phalanx.coordinator.process.WorkerExit;
import io.phalanx.coordinator.process.WorkerLauncher;
import io.phalanx.coordinator.process.WorkerProcess;
import io.phalanx.coordinator.schedule.WorkerRef;
import io.phalanx.coordinator.tasks.TaskCrew;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.ClusterSettings;
import io.phalanx.shared.counters.Bell;
import io.phalanx.shared.counters.CounterFile;
import io.phalanx.shared.counters.WorkerCounter;
import io.phalanx.shared.counters.WorkerCounters;
import io.phalanx.shared.counters.WorkerState;
import io.phalanx.shared.lifecycle.PhalanxException;
import io.phalanx.shared.lifecycle.PhalanxException.Category;
import io.phalanx.shared.protocol.Envelope;
import io.phalanx.shared.protocol.Message.Event;
import io.phalanx.shared.protocol.Message.Order;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The workers of a cluster: starts them, hears them, replaces those that die.
///
/// The coordinator's thread owns it.
final class WorkerCrew implements Crew, TaskCrew, AutoCloseable {
  /// Starts in a row that may fail before the cluster gives up.
  private static final int FAILED_STARTS_MAX = 3;

  /// Room for the queues of a worker, whose files are sparse, and its log.
  private static final long REPLACE_BYTES_MIN = 2 << 20;

  /// Log lines of a lost worker in the report of the job that it ends.
  private static final int REPORTED_LINES_MAX = 3;

  private static final long REPLACE_RETRY_MS = 1_000;

  /// A gap between two checks that means that this process itself, or the host, stood still.
  private static final long PAUSE_MS = 3_000;

  private static final Logger LOG = LoggerFactory.getLogger(WorkerCrew.class);

  private final ClusterDirectory directory;
  private final ClusterSettings settings;
  private final CounterFile counters;
  private final WorkerLauncher launcher;
  private final WorkerWatch watch;
  private final PauseGuard pauses;
  private final Autopsy autopsy;
  private final LostWorkers lostWorkers;
  private final WorkerLives lives = new WorkerLives();
  private final Map<Integer, CrewMember> members = new TreeMap<>();

  /// Workers to be replaced.
  private final Set<Integer> vacant = new TreeSet<>();

  private long replaceDueMs;
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
    this.pauses = new PauseGuard(PAUSE_MS, System.currentTimeMillis());
    this.autopsy = new Autopsy(directory, settings.worker().heapMib());
    this.lostWorkers = new LostWorkers(directory);
  }

  /// What the coordinator wants to hear of its workers.
  interface Listener {
    void onReady(WorkerRef worker);

    void onDrained(WorkerRef worker, Event.PhaseDrained event);

    void onFailed(WorkerRef worker, Event.PhaseFailed event);

    /// A process has ended and was reaped.
    ///
    /// @return what it was doing, for people
    String onLost(WorkerRef worker, Loss loss);
  }

  /// How a process ended.
  ///
  /// @param how in words
  /// @param lastLines of its log
  /// @param postMortem the record of it; null of one that was told to stop
  record Loss(String how, List<String> lastLines, @Nullable Path postMortem) {}

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
    return workCount + replace(System.currentTimeMillis());
  }

  /// Starts the replacements. Where the disk has no room for their queues they wait until it has.
  private int replace(long nowMs) {
    if (vacant.isEmpty() || stopping || nowMs < replaceDueMs) {
      return 0;
    }
    if (directory.bus().toFile().getUsableSpace() < REPLACE_BYTES_MIN) {
      if (replaceDueMs == 0) {
        LOG.warn("replacements wait for room on the disk: workers={}", vacant);
      }
      replaceDueMs = nowMs + REPLACE_RETRY_MS;
      return 0;
    }
    vacant.forEach(workerId -> enrol(launch(workerId)));
    vacant.clear();
    replaceDueMs = 0;
    return 1;
  }

  /// Kills workers that are silent or do not start: they are reaped like others, and only then does
  /// anybody touch what they had claimed.
  void check(long nowMs) {
    long noEarlierMs = pauses.lastPauseEndMs(nowMs);
    for (CrewMember member : members.values()) {
      int workerId = member.process().workerId();
      long heartbeatMs = counters.worker(workerId).get(WorkerCounter.HEARTBEAT_MS);
      long lastSignMs = Math.max(noEarlierMs, Math.max(member.startedMs(), heartbeatMs));
      Verdict verdict = watch.judge(member.isReady(), lastSignMs, nowMs);
      if (verdict != Verdict.WELL && member.condemn(verdict, nowMs - lastSignMs)) {
        LOG.warn(
            "worker {}, killing it: workerId={} pid={} silentMs={}",
            verdict == Verdict.SILENT ? "silent" : "slow to start",
            workerId,
            member.process().pid(),
            nowMs - lastSignMs);
        member.process().kill();
      }
    }
  }

  /// Removes queue files that everybody has read.
  void removeOldRolls() {
    members.values().forEach(CrewMember::removeOldRolls);
  }

  @Override
  public List<WorkerRef> ready() {
    return members.values().stream().filter(CrewMember::isReady).map(CrewMember::ref).toList();
  }

  @Override
  public void order(List<WorkerRef> workers, Order order) {
    send(workers.stream().map(this::member).toList(), order);
  }

  private static void send(Collection<CrewMember> members, Order order) {
    members.forEach(member -> member.post(order));
    members.forEach(CrewMember::wake);
  }

  @Override
  public void kill(WorkerRef worker, String why) {
    CrewMember member = member(worker);
    if (member.condemn(why)) {
      LOG.warn("killing a worker: workerId={} cause={}", worker.workerId(), why);
      member.process().kill();
    }
  }

  private CrewMember member(WorkerRef worker) {
    CrewMember member = members.get(worker.workerId());
    if (member == null || !member.ref().equals(worker)) {
      throw new IllegalArgumentException("no such worker: " + worker);
    }
    return member;
  }

  @Override
  public List<WorkerLife> lives() {
    return lives.all();
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
    send(members.values(), new Order.StopWorker());
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
    worker.set(WorkerCounter.TASK, 0);
    worker.state(WorkerState.STARTING);
    long nowMs = System.currentTimeMillis();
    WorkerProcess process = launcher.launch(workerId, incarnation);
    lives.launched(process, nowMs);
    worker.set(WorkerCounter.PID, process.pid());
    LOG.info(
        "worker started: workerId={} incarnation={} pid={}", workerId, incarnation, process.pid());
    return process;
  }

  private void enrol(WorkerProcess process) {
    long nowMs = System.currentTimeMillis();
    Bell bell = counters.workerBell(process.workerId());
    members.put(process.workerId(), new CrewMember(directory, process, bell, nowMs));
  }

  private void onEvent(CrewMember member, Envelope envelope, Listener listener) {
    int workerId = member.process().workerId();
    switch (envelope.message()) {
      case Event.WorkerReady ignored -> {
        failedStarts = 0;
        member.markReady();
        lives.ready(workerId, System.currentTimeMillis());
        LOG.info(
            "worker ready: workerId={} startMs={}",
            workerId,
            System.currentTimeMillis() - member.startedMs());
        listener.onReady(member.ref());
      }
      case Event.PhaseDrained drained -> listener.onDrained(member.ref(), drained);
      case Event.PhaseFailed failed -> listener.onFailed(member.ref(), failed);
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
    lives.ended(exit.workerId(), System.currentTimeMillis());
    member.close();
    WorkerCounters worker = counters.worker(exit.workerId());
    if (stopping) {
      worker.state(WorkerState.ABSENT);
      LOG.info("worker stopped: workerId={} {}", exit.workerId(), exit.describe());
      listener.onLost(member.ref(), new Loss(exit.describe(), List.of(), null));
      return;
    }
    worker.state(WorkerState.LOST);
    keepPostMortem(member, exit, listener);
    if (!member.isReady()) {
      countFailedStart(exit);
    }
    vacant.add(exit.workerId());
  }

  private void keepPostMortem(CrewMember member, WorkerExit exit, Listener listener) {
    int workerId = exit.workerId();
    long pid = member.process().pid();
    String condemned = member.condemnation();
    String cause = condemned == null ? autopsy.cause(workerId, pid, exit.exitCode()) : condemned;
    String how = exit.describe() + (cause == null ? "" : ", cause=" + cause);
    LOG.warn(
        "worker lost: workerId={} incarnation={} pid={} {}",
        workerId,
        exit.incarnation(),
        pid,
        how);
    List<String> lastLines = autopsy.lastLines(workerId);
    long nowMs = System.currentTimeMillis();
    Path record = lostWorkers.file(nowMs, workerId, exit.incarnation());
    List<String> reported =
        lastLines.subList(Math.max(0, lastLines.size() - REPORTED_LINES_MAX), lastLines.size());
    String doing = listener.onLost(member.ref(), new Loss(how, reported, record));
    lostWorkers.add(
        new LostWorker(
            nowMs,
            workerId,
            exit.incarnation(),
            pid,
            exit.describe(),
            cause,
            member.isReady() ? doing : "starting",
            lastLines,
            autopsy.crashFile(workerId, pid)));
    LOG.info("post-mortem: workerId={} file={}", workerId, record);
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
