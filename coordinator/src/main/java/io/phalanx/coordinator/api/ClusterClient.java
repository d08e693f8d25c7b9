package io.phalanx.coordinator.api;

import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.jobs.JobState;
import io.phalanx.coordinator.jobs.JobStore;
import io.phalanx.shared.bus.MessageQueue;
import io.phalanx.shared.bus.MessageReceiver;
import io.phalanx.shared.bus.MessageSender;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.OwnerMark;
import io.phalanx.shared.counters.BellIdling;
import io.phalanx.shared.counters.CounterFile;
import io.phalanx.shared.lifecycle.PhalanxException;
import io.phalanx.shared.lifecycle.PhalanxException.Category;
import io.phalanx.shared.protocol.Envelope;
import io.phalanx.shared.protocol.JobRequest;
import io.phalanx.shared.protocol.Message;
import io.phalanx.shared.protocol.Message.Reply;
import io.phalanx.shared.protocol.Message.Request;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A connection to a running cluster: submits jobs and waits for them. One thread uses it.
public final class ClusterClient implements AutoCloseable {
  private static final int REPLIES_PER_POLL_MAX = 16;
  private static final long OWNER_CHECK_NS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long PROGRESS_NS = TimeUnit.MILLISECONDS.toNanos(100);

  /// How often a waiting client looks at the clock.
  private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(20);

  private final ClusterDirectory directory;
  private final OwnerMark owner;
  private final CounterFile counters;
  private final MessageQueue requestQueue;
  private final MessageQueue replyQueue;
  private final MessageSender requests;
  private final MessageReceiver replies;
  private final JobStore jobs;
  private @Nullable Reply answer;
  private @Nullable String acceptedJob;
  private @Nullable String endedJob;

  private ClusterClient(ClusterDirectory directory, OwnerMark owner) {
    this.directory = directory;
    this.owner = owner;
    this.counters = CounterFile.open(directory.counters());
    this.replyQueue = MessageQueue.open(directory.replies());
    this.replies = replyQueue.receiverFromEnd();
    this.requestQueue = MessageQueue.open(directory.requests());
    this.requests = requestQueue.sender(Envelope.CLIENT);
    this.jobs = new JobStore(directory);
  }

  /// Connects to the cluster of a directory; empty where none runs.
  public static Optional<ClusterClient> connect(ClusterDirectory directory) {
    return OwnerMark.ofLive(directory)
        .filter(owner -> Files.exists(directory.counters())) // or it is just ending
        .map(owner -> new ClusterClient(directory, owner));
  }

  /// Who runs the cluster.
  public OwnerMark owner() {
    return owner;
  }

  /// The cluster's directory.
  public ClusterDirectory directory() {
    return directory;
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

  /// Asks the cluster to stop; returns once it has heard.
  ///
  /// @param jobsMs how long running and waiting jobs may still take, in ms
  public void stop(long jobsMs) {
    request(new Request.StopCluster(jobsMs));
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
    JobWatch watch = new JobWatch(directory, jobs.files(jobId));
    BellIdling idling = new BellIdling(counters.clientsBell(), LOOK_NS);
    long startNs = System.nanoTime();
    long progressDueNs = startNs + PROGRESS_NS;
    long ownerDueNs = startNs + OWNER_CHECK_NS;
    while (job == null || !isOver(job)) {
      int workCount = replies.poll(this::onReply, REPLIES_PER_POLL_MAX);
      long nowNs = System.nanoTime();
      if (jobId.equals(endedJob)) {
        job = jobs.require(jobId);
      } else if (nowNs - progressDueNs >= 0) {
        progressDueNs = nowNs + PROGRESS_NS;
        job = jobs.require(jobId);
        progress.accept(watch.look(job, nowNs - startNs));
      }
      if (nowNs - ownerDueNs >= 0 && (job == null || !isOver(job))) {
        ownerDueNs = nowNs + OWNER_CHECK_NS;
        requireOwner();
      }
      idling.idle(workCount);
    }
    return job;
  }

  @Override
  public void close() {
    requests.close();
    replies.close();
    requestQueue.close();
    replyQueue.close();
    counters.close();
  }

  private boolean isOver(JobRecord job) {
    return job.state().isEnded()
        || (job.state() == JobState.INTERRUPTED && job.times().endedMs() >= owner.startedAtMs());
  }

  private Reply request(Request request) {
    long correlationId = ThreadLocalRandom.current().nextLong() | 1;
    answer = null;
    requests.send(request, correlationId);
    counters.coordinatorBell().ring();
    BellIdling idling = new BellIdling(counters.clientsBell(), LOOK_NS);
    long ownerDueNs = System.nanoTime() + OWNER_CHECK_NS;
    while (answer == null) {
      int workCount = replies.poll(envelope -> onAnswer(envelope, correlationId), 1);
      long nowNs = System.nanoTime();
      if (nowNs - ownerDueNs >= 0) {
        ownerDueNs = nowNs + OWNER_CHECK_NS;
        requireAnswerOrOwner(correlationId);
      }
      idling.idle(workCount);
    }
    if (answer instanceof Reply.RequestRefused refused) {
      if (refused.reason().equals(Reply.RequestRefused.STOPPING)) {
        throw new ClusterStoppingException(refused.reason());
      }
      throw refused.usage()
          ? new IllegalArgumentException(refused.reason())
          : new PhalanxException(Category.JOB, refused.reason());
    }
    return answer;
  }

  /// A cluster that ended in order has answered whatever it took in, and its mark is gone: what has
  /// no answer then was not taken in.
  private void requireAnswerOrOwner(long correlationId) {
    boolean ended = OwnerMark.read(directory.mark()).isEmpty();
    while (answer == null && replies.poll(envelope -> onAnswer(envelope, correlationId), 1) > 0) {}
    if (answer == null && ended) {
      throw new ClusterStoppingException("the cluster has ended: directory=" + directory.root());
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
    // A coordinator inside this very process ends without it: then its mark goes.
    boolean owned = OwnerMark.read(directory.mark()).filter(owner::equals).isPresent();
    if (!owned || !owner.isAlive()) {
      throw new PhalanxException(
          Category.JOB,
          "the cluster is gone: directory="
              + directory.root()
              + ", pid="
              + owner.process().pid()
              + "; see "
              + directory.log("coordinator"));
    }
  }
}
