package io.phalanx.shared.protocol;

import java.util.List;

/// Everything that is ever said between the processes of a cluster.
///
/// One sealed family per direction, so that a receiver's `switch` over its family is complete and
/// the compiler says so when a message is added. A message is immutable and carries no address: who
/// sent it and which message it answers stand in its [Envelope].
public sealed interface Message
    permits Message.Request, Message.Order, Message.Event, Message.Reply, Message.Note, BusTalk {
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

    /// Go on with this many workers, 1 to `ClusterSettings.WORKERS_MAX`. Answered by
    /// [Reply.RequestDone] once that is settled, before any worker has started or ended, or by
    /// [Reply.RequestRefused].
    record ScaleCluster(int workers) implements Request {}

    /// Stay for this long after the last job. Answered by [Reply.RequestDone], or refused by a
    /// cluster that is not kept.
    ///
    /// @param keepMs how long, in ms
    record KeepAlive(long keepMs) implements Request {}

    /// Run these tasks, at most [#TASKS_MAX]. Answered by [Reply.TasksAccepted] once they are taken
    /// in for good, and later by [Reply.TasksEnded], or by [Reply.RequestRefused].
    record SubmitTasks(List<TaskRequest> tasks) implements Request {
      /// Most tasks of one request.
      public static final int TASKS_MAX = 1024;

      public SubmitTasks {
        tasks = List.copyOf(tasks);
        if (tasks.isEmpty() || tasks.size() > TASKS_MAX) {
          throw new IllegalArgumentException(
              "number of tasks out of range: tasks=" + tasks.size() + ", max=" + TASKS_MAX);
        }
      }
    }

    /// Take this task back; a worker that is at it is killed. Answered by [Reply.RequestDone] or
    /// [Reply.RequestRefused].
    record CancelTask(long taskId) implements Request {}

    /// Say what is known of a task. Answered by [Reply.TasksFound] with one or none.
    record LookUpTask(long taskId) implements Request {}

    /// Say what is known of the youngest tasks. Answered by [Reply.TasksFound].
    ///
    /// @param count how many at most
    record ListTasks(int count) implements Request {}

    /// Open a lane to the message bus. Answered by [Reply.LaneOpened] or [Reply.RequestRefused].
    ///
    /// @param pid process id of the client
    /// @param start when that process started, as in `ProcessIdentity`
    record OpenLane(long pid, long start) implements Request {}
  }

  /// What the coordinator tells a worker to do.
  sealed interface Order extends Message {
    /// Claim and compute tiles of this phase until none is left.
    record RunPhase(PhasePlan plan) implements Order {}

    /// Forget this job: claim no more of its tiles.
    record EndJob(String jobId) implements Order {}

    /// Finish the current tile and exit.
    record StopWorker() implements Order {}

    /// Begin nothing new, and exit once what was begun is done: the current tile, the task, the
    /// messages that were delivered.
    record RetireWorker() implements Order {}

    /// Begin to claim tasks, beside all else. Answered by [Event.TasksReady].
    record TakeTasks() implements Order {}

    /// Begin to take messages of the bus, beside all else.
    ///
    /// @param lane in which they come
    record TakeMessages(String lane) implements Order {}

    /// Claim these tasks, the most urgent first. Said to all workers at once.
    record OfferTasks(List<TaskOffer> offers) implements Order {
      public OfferTasks {
        offers = List.copyOf(offers);
      }
    }
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

    /// The worker sees what is offered from now on.
    record TasksReady() implements Event {}

    /// The claimed task has come to its end.
    ///
    /// @param slot where it was claimed
    /// @param ticket of the offer that was claimed
    /// @param runNs how long it ran, ns
    /// @param outcome what it returned, or how it threw
    record TaskEnded(int slot, long ticket, long runNs, TaskRecord.Outcome outcome)
        implements Event {}
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

    /// The tasks of a request will come to their end, whatever process dies. Their ids count up
    /// from the first one.
    record TasksAccepted(long firstId, int count) implements Reply {}

    /// These tasks, of whoever, came to their end.
    record TasksEnded(List<TaskRecord> tasks) implements Reply {
      public TasksEnded {
        tasks = List.copyOf(tasks);
      }
    }

    /// There is a lane of this name for the client.
    record LaneOpened(String lane) implements Reply {}

    /// What is known of tasks.
    record TasksFound(List<TaskRecord> tasks) implements Reply {
      public TasksFound {
        tasks = List.copyOf(tasks);
      }
    }
  }

  /// What a coordinator writes down for whoever coordinates after it.
  sealed interface Note extends Message {
    /// These tasks were taken in. Their ids count up from the first one.
    ///
    /// @param submittedMs when, ms since 1970
    /// @param attempts how often they were begun before
    record TasksTaken(long firstId, long submittedMs, int attempts, List<TaskRequest> tasks)
        implements Note {
      public TasksTaken {
        tasks = List.copyOf(tasks);
      }
    }

    /// A process that was at this task has died, and it waits for its turn again.
    record AttemptLost(long taskId, int attempts) implements Note {}

    /// These tasks came to their end.
    record TasksOver(List<TaskRecord> tasks) implements Note {
      public TasksOver {
        tasks = List.copyOf(tasks);
      }
    }
  }
}
