package io.phalanx.coordinator;

import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.placement.Pinning;
import io.phalanx.coordinator.process.Distribution;
import io.phalanx.coordinator.process.WorkerLauncher;
import io.phalanx.shared.bus.MessageQueue;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.ClusterSettings;
import io.phalanx.shared.config.Folders;
import io.phalanx.shared.config.KeepAlive;
import io.phalanx.shared.config.OwnerMark;
import io.phalanx.shared.config.ProcessIdentity;
import io.phalanx.shared.counters.BellIdling;
import io.phalanx.shared.counters.CounterFile;
import io.phalanx.shared.lifecycle.PhalanxException;
import io.phalanx.shared.lifecycle.ProcessLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running coordinator inside this process, on a thread of its own.
///
/// Any thread may ask it to stop and wait for that.
public final class Coordinator {
  private static final Logger LOG = LoggerFactory.getLogger(Coordinator.class);

  /// Version of the program.
  public static final String VERSION = "0.1.0";

  private static final long NO_STOP = -1;

  /// How often the coordinator looks after what is due by the clock.
  private static final long LOOK_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(100);

  private final ClusterDirectory directory;
  private final ClusterSettings settings;
  private final Distribution distribution;
  private final Tenure tenure;
  private final Predicate<JobRecord> goesOn;
  private final CompletableFuture<Void> owned = new CompletableFuture<>();
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();
  private final AtomicInteger guests = new AtomicInteger();
  private final AtomicLong stopJobsMs = new AtomicLong(NO_STOP);
  private final Summons summons = new Summons();

  private Coordinator(
      ClusterDirectory directory,
      ClusterSettings settings,
      Distribution distribution,
      Tenure tenure,
      Predicate<JobRecord> goesOn) {
    this.directory = directory;
    this.settings = settings;
    this.distribution = distribution;
    this.tenure = tenure;
    this.goesOn = goesOn;
  }

  /// Starts a coordinator and returns once it owns the directory; its workers are still starting.
  ///
  /// @param tenure how long it means to stay
  /// @param goesOn says which unfinished jobs of the directory are gone on with
  /// @throws PhalanxException if another coordinator owns the directory
  public static Coordinator launch(
      ClusterDirectory directory,
      ClusterSettings settings,
      Distribution distribution,
      Tenure tenure,
      Predicate<JobRecord> goesOn) {
    Coordinator coordinator = new Coordinator(directory, settings, distribution, tenure, goesOn);
    Thread.ofPlatform().name("coordinator").start(coordinator::run);
    try {
      coordinator.owned.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
    return coordinator;
  }

  /// Begins to stop: no further job is taken in.
  ///
  /// @param jobsMs how long running and waiting jobs may still take, in ms
  public void requestStop(long jobsMs) {
    stopJobsMs.accumulateAndGet(jobsMs, (old, now) -> old == NO_STOP ? now : Math.min(old, now));
    summons.ring();
  }

  /// Keeps a cluster that ends when it is idle from doing so, until [#leave].
  public void enter() {
    guests.incrementAndGet();
    summons.ring();
  }

  /// Takes back one [#enter].
  public void leave() {
    guests.decrementAndGet();
    summons.ring();
  }

  /// Waits until the coordinator has stopped and let go of the directory.
  ///
  /// @return false if it has not within the time
  /// @throws RuntimeException what it failed with, if it did
  public boolean awaitStopped(long timeoutMs) {
    try {
      stopped.get(timeoutMs, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new CompletionException(e);
    }
  }

  /// Waits until the coordinator has stopped, in whatever way.
  public void awaitEnd(long timeoutMs) {
    try {
      awaitStopped(timeoutMs);
    } catch (RuntimeException e) {
      LOG.debug("coordinator had failed", e); // whoever launched it is told by awaitStopped
    }
  }

  private void run() {
    try {
      directory.create();
      try (ClusterLock _ = ClusterLock.acquire(directory);
          ProcessLog _ = ProcessLog.open(directory.log("coordinator"), settings.logBytes())) {
        runOwner();
      }
      stopped.complete(null);
    } catch (Throwable e) {
      owned.completeExceptionally(e);
      stopped.completeExceptionally(e);
    }
  }

  private void runOwner() {
    try {
      new Takeover(directory).clear();
      settings.write(directory.settings());
      try (CounterFile counters = CounterFile.create(directory.counters());
          Pinning pinning = pinning()) {
        writeMark();
        summons.connect(counters.coordinatorBell());
        WorkerLauncher launcher =
            new WorkerLauncher(distribution, directory, settings, pinning, summons::ring);
        try (WorkerCrew crew = new WorkerCrew(directory, settings, counters, launcher)) {
          crew.launchAll();
          runAgent(crew, counters);
        } finally {
          summons.disconnect();
        }
      }
    } catch (Throwable e) {
      LOG.error("coordinator failed: cause={}", e.toString(), e);
      throw e;
    } finally {
      removeTraces();
    }
  }

  private Pinning pinning() {
    return settings.worker().pin()
        ? Pinning.take(directory, settings.workers(), tenure.inTurns())
        : Pinning.none(directory);
  }

  private void runAgent(WorkerCrew crew, CounterFile counters) {
    IdleWatch idleness = new IdleWatch(tenure.keepMs(), System.currentTimeMillis());
    try (CoordinatorAgent agent =
        CoordinatorAgent.open(directory, settings, crew, counters, idleness)) {
      agent.takeOver(goesOn, tenure.equals(Tenure.UNTIL_STOPPED));
      BellIdling idling = new BellIdling(counters.coordinatorBell(), LOOK_INTERVAL_NS);
      boolean stopSeen = false;
      while (!agent.isStopped()) {
        long jobsMs = stopJobsMs.get();
        if (jobsMs != NO_STOP && !stopSeen) {
          stopSeen = jobsMs == 0;
          agent.requestStop(jobsMs);
        }
        idling.idle(agent.doWork(guests.get()));
      }
    }
    LOG.info("coordinator stopped: directory={}", directory.root());
  }

  private void writeMark() {
    ProcessIdentity self = ProcessIdentity.current();
    if (tenure.keepMs() > 0) {
      new KeepAlive(tenure.keepMs(), System.currentTimeMillis()).write(directory.keepAlive());
    }
    String build = distribution.build().toString();
    new OwnerMark(self, VERSION, build, System.currentTimeMillis(), tenure.ephemeral())
        .write(directory.mark());
    LOG.info(
        "coordinator started: pid={} version={} build={} keepMs={} workers={} directory={}",
        self.pid(),
        VERSION,
        build,
        tenure.keepMs(),
        settings.workers(),
        directory.root());
    owned.complete(null);
  }

  /// What a dead cluster has no use for. Jobs and logs stay.
  private void removeTraces() {
    try {
      Files.deleteIfExists(directory.mark());
      Files.deleteIfExists(directory.keepAlive());
      Files.deleteIfExists(directory.counters());
      Folders.delete(directory.spare());
      MessageQueue.delete(directory.requests());
      MessageQueue.delete(directory.replies());
      MessageQueue.delete(directory.offers());
      Files.deleteIfExists(directory.taskBoard());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot tidy up: directory=" + directory.root(), e);
    }
  }
}
