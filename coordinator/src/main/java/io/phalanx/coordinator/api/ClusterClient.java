package io.phalanx.coordinator.api;

import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.jobs.JobState;
import io.phalanx.coordinator.jobs.JobStore;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.OwnerMark;
import io.phalanx.shared.counters.BellIdling;
import io.phalanx.shared.lifecycle.PhalanxException;
import io.phalanx.shared.protocol.Envelope;
import io.phalanx.shared.protocol.JobRequest;
import io.phalanx.shared.protocol.Message;
import io.phalanx.shared.protocol.Message.Reply;
import io.phalanx.shared.protocol.Message.Request;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A connection to a running cluster: submits jobs and waits for them. One thread uses it.
public final class ClusterClient implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterClient.class);
  private static final int REPLIES_PER_POLL_MAX = 16;
  private static final long PROGRESS_NS = TimeUnit.MILLISECONDS.toNanos(100);

  private final ClusterConnection connection;
  private final JobStore jobs;
  private @Nullable Reply answer;
  private @Nullable String acceptedJob;
  private @Nullable String endedJob;

  private ClusterClient(ClusterConnection connection) {
    this.connection = connection;
    this.jobs = new JobStore(connection.directory());
  }

  /// Connects to the cluster of a directory; empty where none runs.
  public static Optional<ClusterClient> connect(ClusterDirectory directory) {
    return ClusterConnection.open(directory).map(ClusterClient::new);
  }

  /// Who runs the cluster.
  public OwnerMark owner() {
    return connection.owner();
  }

  /// The cluster's directory.
  public ClusterDirectory directory() {
    return connection.directory();
  }

  /// The jobs of the cluster, as far as they are recorded.
  public JobStore jobs() {
    return jobs;
  }

  /// Submits a job.
  ///
  /// @return its id
  /// @throws IllegalArgumentException if the request is at fault
  /// @throws PhalanxException if the cluster refuses or dies
  public String submit(JobRequest job) {
    Reply reply = request(new Request.SubmitJob(job));
    if (reply instanceof Reply.JobAccepted accepted) {
      acceptedJob = accepted.jobId();
      return accepted.jobId();
    }
    throw new IllegalStateException("not an answer to a job: reply=" + reply);
  }

  /// Cancels a job.
  ///
  /// @throws IllegalArgumentException if no such job waits or runs
  public void cancel(String jobId) {
    request(new Request.CancelJob(jobId));
  }

  /// Asks the cluster to stop; returns once it has heard, or has ended.
  ///
  /// An idle one is gone within milliseconds, and takes the queue of its answers with it: on a busy
  /// host before this process has read them.
  ///
  /// @param jobsMs how long running and waiting jobs may still take, in ms
  public void stop(long jobsMs) {
    try {
      request(new Request.StopCluster(jobsMs));
    } catch (ClusterStoppingException e) {
      LOG.debug("ended before it was heard: {}", e.getMessage());
    }
  }

  /// Has the cluster go on with another number of workers; returns once that is settled, while new
  /// ones start and others end.
  ///
  /// New workers join the job that runs. Those with the highest ids go: they begin nothing new, and
  /// end once their tile, task and messages are done.
  ///
  /// @param workers how many, 1 to `ClusterSettings.WORKERS_MAX`
  /// @throws IllegalArgumentException if there cannot be so many
  /// @throws PhalanxException if the cluster stops
  public void scale(int workers) {
    request(new Request.ScaleCluster(workers));
  }

  /// Asks a cluster that is kept to stay for this long after its last job.
  ///
  /// @throws PhalanxException if the cluster is not kept, or ends
  public void keepAlive(long keepMs) {
    request(new Request.KeepAlive(keepMs));
  }

  /// Waits until a job has ended, or was cut off by this cluster and can be resumed in another.
  ///
  /// @param progress told now and then how far it is
  /// @throws IllegalArgumentException if there is no such job
  /// @throws PhalanxException if the cluster dies
  public JobRecord await(String jobId, Consumer<JobProgress> progress) {
    // Of a job that was just taken in there is nothing to read that would not change soon.
    JobRecord job = jobId.equals(acceptedJob) ? null : jobs.require(jobId);
    JobWatch watch = new JobWatch(directory(), jobs.files(jobId));
    BellIdling idling = connection.idling();
    long startNs = System.nanoTime();
    long progressDueNs = startNs + PROGRESS_NS;
    long ownerDueNs = startNs + ClusterConnection.OWNER_CHECK_NS;
    while (job == null || !isOver(job)) {
      int workCount = connection.poll(this::onReply, REPLIES_PER_POLL_MAX);
      long nowNs = System.nanoTime();
      if (jobId.equals(endedJob)) {
        job = jobs.require(jobId);
      } else if (nowNs - progressDueNs >= 0) {
        progressDueNs = nowNs + PROGRESS_NS;
        job = jobs.require(jobId);
        progress.accept(watch.look(job, nowNs - startNs));
      }
      if (nowNs - ownerDueNs >= 0 && (job == null || !isOver(job))) {
        ownerDueNs = nowNs + ClusterConnection.OWNER_CHECK_NS;
        requireOwner();
      }
      idling.idle(workCount);
    }
    return job;
  }

  @Override
  public void close() {
    connection.close();
  }

  private boolean isOver(JobRecord job) {
    return job.state().isEnded()
        || (job.state() == JobState.INTERRUPTED && job.times().endedMs() >= owner().startedAtMs());
  }

  private Reply request(Request request) {
    answer = null;
    long correlationId = connection.send(request);
    BellIdling idling = connection.idling();
    long ownerDueNs = System.nanoTime() + ClusterConnection.OWNER_CHECK_NS;
    while (answer == null) {
      int workCount = connection.poll(envelope -> onAnswer(envelope, correlationId), 1);
      long nowNs = System.nanoTime();
      if (nowNs - ownerDueNs >= 0) {
        ownerDueNs = nowNs + ClusterConnection.OWNER_CHECK_NS;
        requireAnswerOrOwner(correlationId);
      }
      idling.idle(workCount);
    }
    return ClusterConnection.granted(answer);
  }

  /// A cluster that ended in order has answered whatever it took in, and its mark is gone: what has
  /// no answer then was not taken in.
  private void requireAnswerOrOwner(long correlationId) {
    boolean ended = OwnerMark.read(directory().mark()).isEmpty();
    while (answer == null
        && connection.poll(envelope -> onAnswer(envelope, correlationId), 1) > 0) {}
    if (answer == null && ended) {
      throw new ClusterStoppingException("the cluster has ended: directory=" + directory().root());
    }
    if (answer == null) {
      requireOwner();
    }
  }

  private void onAnswer(Envelope envelope, long correlationId) {
    onReply(envelope);
    if (envelope.correlationId() == correlationId && envelope.message() instanceof Reply reply) {
      answer = reply;
    }
  }

  private void onReply(Envelope envelope) {
    Message message = envelope.message();
    if (message instanceof Reply.JobEnded ended) {
      endedJob = ended.jobId();
    }
  }

  private void requireOwner() {
    if (!connection.isOwned()) {
      throw connection.gone();
    }
  }
}
