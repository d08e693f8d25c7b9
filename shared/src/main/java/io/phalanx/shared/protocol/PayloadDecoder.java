package io.phalanx.shared.protocol;

import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Tiling;
import io.phalanx.shared.protocol.BusTalk.Log;
import io.phalanx.shared.protocol.BusTalk.Mail;
import io.phalanx.shared.protocol.BusTalk.Post;
import io.phalanx.shared.protocol.Message.Event;
import io.phalanx.shared.protocol.Message.Note;
import io.phalanx.shared.protocol.Message.Order;
import io.phalanx.shared.protocol.Message.Reply;
import io.phalanx.shared.protocol.Message.Request;

/// The fields of each message, in the order in which [PayloadEncoder] writes them.
///
/// Arguments are evaluated from left to right, so each constructor call is its message's layout.
final class PayloadDecoder {
  private PayloadDecoder() {}

  /// @throws ProtocolException if the payload cannot be such a message
  /// @throws IllegalArgumentException if a record refuses a value
  static Message decode(MessageType type, FieldReader in) {
    return switch (type) {
      case SUBMIT_JOB -> new Request.SubmitJob(jobRequest(in));
      case CANCEL_JOB -> new Request.CancelJob(in.text());
      case STOP_CLUSTER -> new Request.StopCluster(in.i64());
      case KEEP_ALIVE -> new Request.KeepAlive(in.i64());
      case SUBMIT_TASKS -> new Request.SubmitTasks(in.list(() -> TaskCodec.request(in)));
      case CANCEL_TASK -> new Request.CancelTask(in.i64());
      case LOOK_UP_TASK -> new Request.LookUpTask(in.i64());
      case LIST_TASKS -> new Request.ListTasks(in.i32());
      case OPEN_LANE -> new Request.OpenLane(in.i64(), in.i64());
      case SCALE_CLUSTER -> new Request.ScaleCluster(in.i32());
      case RUN_PHASE -> new Order.RunPhase(phasePlan(in));
      case END_JOB -> new Order.EndJob(in.text());
      case STOP_WORKER -> new Order.StopWorker();
      case TAKE_TASKS -> new Order.TakeTasks();
      case OFFER_TASKS -> new Order.OfferTasks(in.list(() -> TaskCodec.offer(in)));
      case TAKE_MESSAGES -> new Order.TakeMessages(in.text());
      case RETIRE_WORKER -> new Order.RetireWorker();
      case WORKER_READY -> new Event.WorkerReady(in.i32(), in.i32(), in.i64());
      case PHASE_DRAINED -> new Event.PhaseDrained(in.text(), in.i32(), in.i32());
      case PHASE_FAILED -> new Event.PhaseFailed(in.text(), in.i32(), in.i64(), in.text());
      case TASKS_READY -> new Event.TasksReady();
      case TASK_ENDED -> new Event.TaskEnded(in.i32(), in.i64(), in.i64(), TaskCodec.outcome(in));
      case JOB_ACCEPTED -> new Reply.JobAccepted(in.text());
      case REQUEST_REFUSED -> new Reply.RequestRefused(in.bool(), in.text());
      case REQUEST_DONE -> new Reply.RequestDone();
      case JOB_ENDED -> new Reply.JobEnded(in.text(), in.text());
      case TASKS_ACCEPTED -> new Reply.TasksAccepted(in.i64(), in.i32());
      case TASKS_ENDED -> new Reply.TasksEnded(in.list(() -> TaskCodec.record(in)));
      case TASKS_FOUND -> new Reply.TasksFound(in.list(() -> TaskCodec.record(in)));
      case LANE_OPENED -> new Reply.LaneOpened(in.text());
      case TASKS_TAKEN ->
          new Note.TasksTaken(in.i64(), in.i64(), in.i32(), in.list(() -> TaskCodec.request(in)));
      case ATTEMPT_LOST -> new Note.AttemptLost(in.i64(), in.i32());
      case TASKS_OVER -> new Note.TasksOver(in.list(() -> TaskCodec.record(in)));
      case PUBLISH -> new Post.Publish(in.list(() -> BusCodec.draft(in)), in.i64());
      case TAKER_READY -> new Post.Ready();
      case HANDLED -> new Post.Handled(in.list(() -> BusCodec.handling(in)));
      case SUBSCRIBE -> new Post.Subscribe();
      case READ -> new Post.Read(in.i64());
      case UNSUBSCRIBE -> new Post.Unsubscribe();
      case LEAVE -> new Post.Leave();
      case TAKEN -> new Mail.Taken(in.list(in::i64));
      case REFUSED -> new Mail.Refused(in.list(in::i64), in.bool(), in.text(), in.i64(), in.text());
      case DELIVER -> new Mail.Deliver(in.list(() -> BusCodec.delivery(in)));
      case ANSWER -> new Mail.Answer(BusCodec.message(in));
      case SUBSCRIBED -> new Mail.Subscribed(in.i64(), in.i32());
      case LOG_TAKEN -> new Log.Taken(in.list(() -> BusCodec.taken(in)));
      case LOG_HANDLED -> new Log.Handled(in.list(() -> new BusTalk.HandledBy(in.i64(), in.i32())));
      case LOG_LEFT -> new Log.Left(in.i64(), in.list(() -> BusCodec.left(in)));
    };
  }

  private static JobRequest jobRequest(FieldReader in) {
    return new JobRequest(
        in.text(),
        in.map(),
        in.list(in::text),
        in.optional(in::text),
        in.bool(),
        in.map(),
        in.list(() -> kernelJar(in)));
  }

  private static PhasePlan phasePlan(FieldReader in) {
    return new PhasePlan(
        in.text(),
        in.i32(),
        in.i32(),
        in.text(),
        in.map(),
        in.list(() -> matrixRef(in)),
        in.optional(() -> matrixRef(in)),
        in.bool(),
        new Tiling(in.i64(), in.i64()),
        new PhasePaths(
            in.text(), in.optional(in::text), in.optional(in::text), in.optional(in::text)),
        in.list(() -> kernelJar(in)));
  }

  static KernelJarRef kernelJar(FieldReader in) {
    return new KernelJarRef(in.text(), in.i64(), in.text());
  }

  private static MatrixRef matrixRef(FieldReader in) {
    return new MatrixRef(in.text(), in.i64(), in.i64(), in.i64(), DType.ofLabel(in.text()));
  }
}
