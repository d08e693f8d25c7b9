package io.phalanx.coordinator;

import io.phalanx.coordinator.jobs.Crew;
import io.phalanx.coordinator.jobs.trace.WorkerLife;
import io.phalanx.coordinator.liveness.PauseGuard;
import io.phalanx.coordinator.liveness.WorkerWatch;
import io.phalanx.coordinator.liveness.WorkerWatch.Verdict;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The workers of a cluster: starts them, hears them, replaces those that die, and starts or
/// retires some where their number changes.
///
/// Those that are to be there have the ids from 0; who retires has a higher one, and ends once what
/// it had begun is done.
///
/// The coordinator's thread owns it.
final class WorkerCrew implements Crew, TaskCrew, AutoCloseable {
  /// Starts in a row that may fail before the cluster gives up.
  private static final int FAILED_STARTS_MAX = 3;

  /// Room for the queues of a worker, whose files are sparse, and its log.
  private static final long REPLACE_BYTES_MIN = 2 << 20;

  private static final long REPLACE_RETRY_MS = 1_000;

  /// A gap between two checks that means that this process itself, or the host, stood still.
  private static final long PAUSE_MS = 3_000;

  private static final Logger LOG = LoggerFactory.getLogger(WorkerCrew.class);

  private final ClusterDirectory directory;
  private final CounterFile counters;
  private final WorkerLauncher launcher;
  private final WorkerWatch watch;
  private final PauseGuard pauses;
  private final Losses losses;
  private final WorkerLives lives = new WorkerLives();
  private final Map<Integer, CrewMember> members = new TreeMap<>();

  /// Workers that are to be started.
  private final Set<Integer> vacant = new TreeSet<>();

  private ClusterSettings settings;

  /// Most workers that there ever were to be.
  private int seats;

  /// How many there were to be when all of them were ready last; 0 before.
  private int proven;

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
    this.losses = new Losses(directory, settings.worker().heapMib());
    this.seats = settings.workers();
  }

  /// What the coordinator wants to hear of its workers.
  interface Listener {
    void onReady(WorkerRef worker);

    void onDrained(WorkerRef worker, Event.PhaseDrained event);

    void onFailed(WorkerRef worker, Event.PhaseFailed event);

    /// A process has ended since it was told to retire, with nothing in its hands, and was reaped.
    void onRetired(WorkerRef worker);

    /// A process has ended and was reaped.
    ///
    /// @return what it was doing, for people
    String onLost(WorkerRef worker, Loss loss);

    /// The number of workers has changed.
    ///
    /// @param retired those that begin nothing new
    void onResized(List<WorkerRef> retired);
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
    return workCount + replace(System.currentTimeMillis(), listener);
  }

  /// Starts the replacements. Where the disk has no room for their queues they wait until it has.
  private int replace(long nowMs, Listener listener) {
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
    for (int workerId : List.copyOf(vacant)) {
      try {
        enrol(launch(workerId));
        vacant.remove(workerId);
      } catch (PhalanxException e) {
        goOnWithout(workerId, e, listener);
        vacate(workerId);
        break;
      }
    }
    replaceDueMs = 0;
    return 1;
  }

  /// Changes the number of workers. New ones are started in the next turns; those that are too many
  /// begin nothing new, and end once what they had begun is done.
  ///
  /// @throws RuntimeException if it cannot be written down, or is out of range; nothing has changed
  void resize(int workers, Listener listener) {
    if (workers == settings.workers()) {
      return;
    }
    ClusterSettings resized = settings.withWorkers(workers);
    resized.write(directory.settings());
    LOG.info("number of workers changes: workers={} before={}", workers, settings.workers());
    settings = resized;
    seats = Math.max(seats, workers);
    vacant.removeIf(workerId -> workerId >= workers);
    for (int workerId = 0; workerId < workers; workerId++) {
      if (!members.containsKey(workerId)) {
        vacant.add(workerId);
      }
    }
    List<CrewMember> leaving =
        members.values().stream()
            .filter(member -> member.process().workerId() >= workers && member.retire())
            .toList();
    send(leaving, new Order.RetireWorker());
    listener.onResized(leaving.stream().map(CrewMember::ref).toList());
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
    return members.values().stream()
        .filter(member -> member.isReady() && !member.isRetired())
        .map(CrewMember::ref)
        .toList();
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
    for (int workerId = 0; workerId < seats; workerId++) {
      bytes += counters.worker(workerId).get(WorkerCounter.BYTES);
    }
    return bytes;
  }

  @Override
  public int size() {
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
        if (ready().size() == size()) {
          proven = size();
        }
        lives.ready(workerId, System.currentTimeMillis());
        LOG.info(
            "worker ready: workerId={} startMs={}",
            workerId,
            System.currentTimeMillis() - member.startedMs());
        if (!member.isRetired()) {
          listener.onReady(member.ref());
        }
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
    bury(member, exit, listener);
    if (stopping) {
      return;
    }
    if (exit.workerId() < size()) {
      if (!member.isRetired()) {
        counters.worker(exit.workerId()).add(WorkerCounter.RESTARTS, 1);
      }
      vacant.add(exit.workerId());
    } else {
      vacate(exit.workerId());
    }
  }

  /// There is to be no such worker any more.
  private void vacate(int workerId) {
    counters.worker(workerId).state(WorkerState.ABSENT);
    launcher.release(workerId);
  }

  /// Lets others know of the end of a process.
  private void bury(CrewMember member, WorkerExit exit, Listener listener) {
    WorkerCounters worker = counters.worker(exit.workerId());
    boolean inOrder = exit.exitCode() == 0 && member.isRetired();
    if (inOrder || stopping) {
      worker.state(WorkerState.ABSENT);
      LOG.info("worker stopped: workerId={} {}", exit.workerId(), exit.describe());
      if (inOrder) {
        listener.onRetired(member.ref());
      } else {
        listener.onLost(member.ref(), Loss.ordered(exit));
      }
    } else {
      worker.state(WorkerState.LOST);
      Loss loss = losses.look(member, exit);
      String doing = listener.onLost(member.ref(), loss);
      losses.record(member, exit, loss, doing);
      if (!member.isReady() && !member.isRetired()) {
        countFailedStart(exit, listener);
      }
    }
  }

  private void countFailedStart(WorkerExit exit, Listener listener) {
    failedStarts++;
    if (failedStarts >= FAILED_STARTS_MAX) {
      goOnWithout(
          exit.workerId(),
          new PhalanxException(
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
                  + directory.out("worker-" + exit.workerId())),
          listener);
    }
  }

  /// Goes back to as many workers as there were before, where one of the new ones does not start.
  ///
  /// @throws PhalanxException the reason, if it is none of these
  private void goOnWithout(int workerId, PhalanxException reason, Listener listener) {
    if (proven == 0 || workerId < proven) {
      throw reason;
    }
    LOG.error("{}; going on with those that there were: workers={}", reason.getMessage(), proven);
    failedStarts = 0;
    resize(proven, listener);
  }
}
