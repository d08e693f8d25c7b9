package io.phalanx.coordinator.api;

import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.process.Distribution;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.ClusterSettings;
import io.phalanx.shared.config.OwnerMark;
import io.phalanx.shared.lifecycle.PhalanxException;
import io.phalanx.shared.lifecycle.PhalanxException.Category;
import io.phalanx.shared.protocol.JobRequest;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Somewhere to run jobs: the cluster that runs in a directory, or one that lives as long as this.
public final class JobSession implements AutoCloseable {
  /// How long another cluster's start or end may keep this one waiting.
  private static final long CONNECT_MS = 30_000;

  private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Place place;
  private ClusterClient client;
  private @Nullable Cluster own;

  private JobSession(Place place, ClusterClient client, @Nullable Cluster own) {
    this.place = place;
    this.client = client;
    this.own = own;
  }

  /// Where a session runs, and what it starts if nothing runs there.
  ///
  /// @param directory the cluster's directory
  /// @param settings of a cluster that is started for the session
  /// @param distribution the installed program
  public record Place(
      ClusterDirectory directory, ClusterSettings settings, Distribution distribution) {}

  /// Connects to the cluster that runs there, or starts one.
  public static JobSession open(Place place) {
    long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CONNECT_MS);
    while (true) {
      Optional<ClusterClient> running = ClusterClient.connect(place.directory());
      if (running.isPresent()) {
        return new JobSession(place, running.get(), null);
      }
      try {
        Cluster cluster = Cluster.launch(place.directory(), place.settings(), place.distribution());
        return new JobSession(place, cluster.client(), cluster);
      } catch (PhalanxException e) {
        // Another one is starting or ending right now: its mark comes, or its lock goes.
        if (System.nanoTime() - deadlineNs > 0) {
          throw e;
        }
        LockSupport.parkNanos(POLL_NS);
      }
    }
  }

  /// True if the cluster lives as long as this session.
  public boolean isOwn() {
    return own != null;
  }

  /// The cluster's directory.
  public ClusterDirectory directory() {
    return place.directory();
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
    OwnerMark ending = client.owner();
    client.close();
    long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CONNECT_MS);
    while (OwnerMark.read(place.directory().mark()).filter(ending::equals).isPresent()
        && ending.isAlive()) {
      if (System.nanoTime() - deadlineNs > 0) {
        throw cause;
      }
      LockSupport.parkNanos(POLL_NS);
    }
    JobSession next = open(place);
    client = next.client;
    own = next.own;
  }
}
