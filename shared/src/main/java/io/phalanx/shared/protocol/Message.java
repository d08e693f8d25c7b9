package io.phalanx.shared.protocol;

/// Everything that is ever said between the processes of a cluster.
///
/// One sealed family per direction, so that a receiver's `switch` over its family is complete and
/// the compiler says so when a message is added. A message is immutable and carries no address: who
/// sent it and which message it answers stand in its [Envelope].
public sealed interface Message {
  /// What clients ask of the coordinator; each is answered by one or more [Reply]s that carry its
  /// correlation id.
  sealed interface Request extends Message {
    /// Run this job. Answered by [Reply.JobAccepted] and later [Reply.JobEnded], or by
    /// [Reply.RequestRefused].
    record SubmitJob(JobRequest job) implements Request {}

    /// Stop this job where it stands. Answered by [Reply.RequestDone] or [Reply.RequestRefused].
    record CancelJob(String jobId) implements Request {}

    /// Stop the cluster once its jobs are finished.
    ///
    /// @param timeoutMs how long the jobs may take before they are cut off; 0 cuts them off at once
    record StopCluster(long timeoutMs) implements Request {}

    /// Stay for this long after the last job. Answered by [Reply.RequestDone], or refused by a
    /// cluster that is not kept.
    ///
    /// @param keepMs how long, in ms
    record KeepAlive(long keepMs) implements Request {}
  }

  /// What the coordinator tells a worker to do.
  sealed interface Order extends Message {
    /// Claim and compute tiles of this phase until none is left.
    record RunPhase(PhasePlan plan) implements Order {}

    /// Forget this job: claim no more of its tiles.
    record EndJob(String jobId) implements Order {}

    /// Finish the current tile and exit.
    record StopWorker() implements Order {}
  }

  /// What a worker reports to the coordinator.
  sealed interface Event extends Message {
    /// The worker takes orders from now on.
    ///
    /// @param workerId which of the cluster's workers, from 0
    /// @param incarnation how many times this worker has been replaced
    /// @param pid its process id
    record WorkerReady(int workerId, int incarnation, long pid) implements Event {}

    /// This worker found no more tile to claim in this round of the phase; others may still be
    /// computing theirs.
    record PhaseDrained(String jobId, int phase, int round) implements Event {}

    /// The phase cannot be finished by this worker, and would fail on any other.
    ///
    /// @param tile the tile that failed, or [#NO_TILE]
    /// @param message what failed, for people
    record PhaseFailed(String jobId, int phase, long tile, String message) implements Event {
      /// The failure belongs to no tile, such as a file that cannot be mapped.
      public static final long NO_TILE = -1;
    }
  }

  /// What the coordinator answers to clients.
  sealed interface Reply extends Message {
    /// The job runs or waits for its turn under this id.
    record JobAccepted(String jobId) implements Reply {}

    /// The request was not carried out.
    ///
    /// @param usage true if the request itself is at fault (exit code 2), false if the cluster
    ///   cannot do it now (exit code 1)
    /// @param reason what is wrong and what to try, for people
    record RequestRefused(boolean usage, String reason) implements Reply {
      /// The reason of a cluster that is about to end: another may be started once it has.
      public static final String STOPPING = "the cluster is stopping; try again once it has";
    }

    /// The request was carried out and has no result.
    record RequestDone() implements Reply {}

    /// The job reached its last state; its result stands in the job's files.
    record JobEnded(String jobId, String state) implements Reply {}
  }
}
