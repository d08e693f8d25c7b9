package io.phalanx.coordinator.api;

import io.phalanx.coordinator.ClusterLock;
import io.phalanx.coordinator.config.Setting;
import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.placement.Bindings;
import io.phalanx.coordinator.process.DetachedStart;
import io.phalanx.coordinator.process.Distribution;
import io.phalanx.shared.bus.BusException;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.ClusterSettings;
import io.phalanx.shared.lifecycle.PhalanxException;
import io.phalanx.shared.lifecycle.PhalanxException.Category;
import io.phalanx.shared.protocol.JobRequest;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Somewhere to run jobs: the cluster that runs in a directory, or one that is started: to live as
/// long as this, or to stay for the next session.
public final class JobSession implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JobSession.class);

  /// How long another cluster's start or end may keep this one waiting.
  private static final long CONNECT_MS = 30_000;

  private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(5);

  private final @Nullable Place place;
  private ClusterClient client;
  private @Nullable Cluster own;

  private JobSession(@Nullable Place place, ClusterClient client, @Nullable Cluster own) {
    this.place = place;
    this.client = client;
    this.own = own;
  }

  /// Where a session runs, and what it starts if nothing runs there.
  ///
  /// @param directory the cluster's directory
  /// @param settings of a cluster that is started for the session
  /// @param distribution the installed program
  /// @param wishes what else the user wants of it
  public record Place(
      ClusterDirectory directory,
      ClusterSettings settings,
      Distribution distribution,
      Wishes wishes) {
    /// With the default settings, and no wishes.
    ///
    /// @param home the folder of the distribution
    /// @throws IllegalStateException if there is none in that folder
    public static Place at(ClusterDirectory directory, Path home) {
      Wishes none = new Wishes(Map.of(), 0, LOG::info);
      return new Place(directory, ClusterSettings.defaults(), Distribution.at(home), none);
    }
  }

  /// What a user wants of a cluster.
  ///
  /// @param cluster which of its settings were said, and how
  /// @param keepMs how long it is to stay for the next session, in ms; 0 where it is not
  /// @param notes told what a user should know
  public record Wishes(Map<Setting, Long> cluster, long keepMs, Consumer<String> notes) {
    public Wishes {
      cluster = Map.copyOf(cluster);
    }

    /// In what a cluster with these settings is not as wished; null if it is.
    public @Nullable String difference(ClusterSettings settings) {
      String differences =
          cluster.entrySet().stream()
              .filter(wish -> wish.getKey().in(settings) != wish.getValue())
              .sorted(Map.Entry.comparingByKey())
              .map(wish -> difference(wish.getKey(), settings, wish.getValue()))
              .collect(Collectors.joining(", "));
      return differences.isEmpty() ? null : "other settings (" + differences + ")";
    }

    private static String difference(Setting setting, ClusterSettings settings, long wanted) {
      return setting.key()
          + "="
          + setting.format(setting.in(settings))
          + ", wanted "
          + setting.format(wanted);
    }
  }

  /// Connects to the cluster that runs there, or starts one. A cluster that is kept, but is of
  /// another build or has other settings than the wished ones, is ended first, once its jobs have
  /// ended.
  public static JobSession open(Place place) {
    long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CONNECT_MS);
    while (true) {
      try {
        Optional<JobSession> session = connectOrStart(place);
        if (session.isPresent()) {
          return session.get();
        }
      } catch (StartFailedException e) {
        throw e.failure;
      } catch (PhalanxException | BusException | IllegalStateException | UncheckedIOException e) {
        // Another one is starting or ending right now: its mark comes, or its lock goes.
        if (System.nanoTime() - deadlineNs > 0) {
          throw e;
        }
        LockSupport.parkNanos(POLL_NS);
      }
    }
  }

  /// A session in a cluster that must be there, and that it does not leave for another one.
  ///
  /// @throws ClusterStoppingException if the cluster has ended
  public static JobSession within(ClusterDirectory directory) {
    ClusterClient client =
        ClusterClient.connect(directory)
            .orElseThrow(() -> new ClusterStoppingException("the cluster has ended"));
    return new JobSession(null, client, null);
  }

  /// @return empty where a cluster was ended or has been started, and is still to be connected to
  private static Optional<JobSession> connectOrStart(Place place) {
    Optional<ClusterClient> running = ClusterClient.connect(place.directory());
    if (running.isPresent()) {
      ClusterClient client = running.get();
      boolean suits = false;
      try {
        suits = new RunningCluster(place, client).suits();
      } finally {
        if (!suits) {
          client.close();
        }
      }
      return suits ? Optional.of(new JobSession(place, client, null)) : Optional.empty();
    }
    if (place.wishes().keepMs() > 0) {
      startKept(place);
      return Optional.empty();
    }
    Cluster cluster = startOwn(place);
    return Optional.of(new JobSession(place, cluster.client(), cluster));
  }

  private static Cluster startOwn(Place place) {
    try {
      Cluster cluster = Cluster.launch(place.directory(), place.settings(), place.distribution());
      tellBindings(place);
      return cluster;
    } catch (RuntimeException e) {
      throw unlessRefused(e);
    }
  }

  private static void startKept(Place place) {
    try {
      ClusterDirectory directory = place.directory().create();
      new DetachedStart(place.distribution(), directory)
          .start(place.settings(), place.wishes().keepMs());
      tellBindings(place);
    } catch (RuntimeException e) {
      throw unlessRefused(e);
    }
  }

  private static void tellBindings(Place place) {
    Bindings.read(place.directory()).lines().forEach(place.wishes().notes());
  }

  /// A start that was lost to another one, which was starting a cluster here at the same time, may
  /// be tried again, since that one will do; what else goes wrong does so the next time, too.
  private static RuntimeException unlessRefused(RuntimeException failure) {
    return failure instanceof PhalanxException refusal && ClusterLock.isRefusal(refusal)
        ? failure
        : new StartFailedException(failure);
  }

  /// True if the cluster lives as long as this session.
  public boolean isOwn() {
    return own != null;
  }

  /// The cluster's directory.
  public ClusterDirectory directory() {
    return client.directory();
  }

  /// Submits a job and waits for its end. If the cluster ends before it takes the job, the session
  /// goes on in another one.
  ///
  /// @param accepted told the job's id once the cluster has it
  public JobRecord run(
      JobRequest request, Consumer<String> accepted, Consumer<JobProgress> progress) {
    while (true) {
      try {
        String jobId = client.submit(request);
        accepted.accept(jobId);
        return client.await(jobId, progress);
      } catch (ClusterStoppingException e) {
        moveOn(e);
      } catch (PhalanxException e) {
        if (own != null) {
          own.rethrowFailure();
        }
        throw e;
      }
    }
  }

  /// Renews the time that the cluster is kept, or says why that changes nothing.
  public void renew(Wishes wishes) {
    RunningCluster.renew(client, wishes);
  }

  /// Cancels a job of this session; it may have ended meanwhile.
  public void cancel(String jobId) {
    try {
      client.cancel(jobId);
    } catch (IllegalArgumentException | ClusterStoppingException e) {
      LOG.debug("nothing to cancel: job={} cause={}", jobId, e.getMessage());
    }
  }

  @Override
  public void close() {
    if (own != null) {
      own.close();
    } else {
      client.close();
    }
  }

  private void moveOn(ClusterStoppingException cause) {
    if (own != null) {
      throw new PhalanxException(Category.JOB, "the cluster was told to stop", cause);
    }
    if (place == null) {
      throw cause;
    }
    client.close();
    new RunningCluster(place, client).awaitEnd(CONNECT_MS);
    JobSession next = open(place);
    client = next.client;
    own = next.own;
  }

  /// A cluster could not be started, and trying again would not change that.
  private static final class StartFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient RuntimeException failure;

    StartFailedException(RuntimeException failure) {
      super(failure);
      this.failure = failure;
    }
  }
}
