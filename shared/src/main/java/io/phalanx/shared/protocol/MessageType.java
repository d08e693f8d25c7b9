package io.phalanx.shared.protocol;

import io.phalanx.shared.protocol.BusTalk.Log;
import io.phalanx.shared.protocol.BusTalk.Mail;
import io.phalanx.shared.protocol.BusTalk.Post;
import io.phalanx.shared.protocol.Message.Event;
import io.phalanx.shared.protocol.Message.Note;
import io.phalanx.shared.protocol.Message.Order;
import io.phalanx.shared.protocol.Message.Reply;
import io.phalanx.shared.protocol.Message.Request;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The number under which each message travels.
///
/// The high byte of an id is the family. An id is never given to another message, and a change of a
/// message's bytes raises its version: queues outlive the process that wrote them.
public enum MessageType {
  SUBMIT_JOB(0x0101, 2),
  CANCEL_JOB(0x0102, 1),
  STOP_CLUSTER(0x0103, 1),
  KEEP_ALIVE(0x0104, 1),
  SUBMIT_TASKS(0x0105, 1),
  CANCEL_TASK(0x0106, 1),
  LOOK_UP_TASK(0x0107, 1),
  LIST_TASKS(0x0108, 1),
  OPEN_LANE(0x0109, 1),
  SCALE_CLUSTER(0x010A, 1),

  RUN_PHASE(0x0201, 2),
  END_JOB(0x0202, 1),
  STOP_WORKER(0x0203, 1),
  TAKE_TASKS(0x0204, 1),
  OFFER_TASKS(0x0205, 1),
  TAKE_MESSAGES(0x0206, 1),
  RETIRE_WORKER(0x0207, 1),

  WORKER_READY(0x0301, 1),
  PHASE_DRAINED(0x0302, 1),
  PHASE_FAILED(0x0303, 1),
  TASKS_READY(0x0304, 1),
  TASK_ENDED(0x0305, 1),

  JOB_ACCEPTED(0x0401, 1),
  REQUEST_REFUSED(0x0402, 1),
  REQUEST_DONE(0x0403, 1),
  JOB_ENDED(0x0404, 1),
  TASKS_ACCEPTED(0x0405, 1),
  TASKS_ENDED(0x0406, 1),
  TASKS_FOUND(0x0407, 1),
  LANE_OPENED(0x0408, 1),

  TASKS_TAKEN(0x0501, 1),
  ATTEMPT_LOST(0x0502, 1),
  TASKS_OVER(0x0503, 1),

  PUBLISH(0x0601, 1),
  TAKER_READY(0x0602, 1),
  HANDLED(0x0603, 1),
  SUBSCRIBE(0x0604, 1),
  READ(0x0605, 1),
  UNSUBSCRIBE(0x0606, 1),
  LEAVE(0x0607, 1),

  TAKEN(0x0701, 1),
  REFUSED(0x0702, 1),
  DELIVER(0x0703, 1),
  ANSWER(0x0704, 1),
  SUBSCRIBED(0x0705, 1),

  LOG_TAKEN(0x0801, 1),
  LOG_HANDLED(0x0802, 1),
  LOG_LEFT(0x0803, 1);

  private static final Map<Integer, MessageType> BY_ID =
      Arrays.stream(values()).collect(Collectors.toMap(MessageType::id, Function.identity()));

  private final int id;
  private final int version;

  MessageType(int id, int version) {
    this.id = id;
    this.version = version;
  }

  /// The id on the wire, 16 bits unsigned.
  public int id() {
    return id;
  }

  /// The version of the bytes that this build writes and reads, 8 bits unsigned.
  public int version() {
    return version;
  }

  /// The type of this message.
  public static MessageType of(Message message) {
    return switch (message) {
      case Request.SubmitJob _ -> SUBMIT_JOB;
      case Request.CancelJob _ -> CANCEL_JOB;
      case Request.StopCluster _ -> STOP_CLUSTER;
      case Request.KeepAlive _ -> KEEP_ALIVE;
      case Request.SubmitTasks _ -> SUBMIT_TASKS;
      case Request.CancelTask _ -> CANCEL_TASK;
      case Request.LookUpTask _ -> LOOK_UP_TASK;
      case Request.ListTasks _ -> LIST_TASKS;
      case Request.OpenLane _ -> OPEN_LANE;
      case Request.ScaleCluster _ -> SCALE_CLUSTER;
      case Order.RunPhase _ -> RUN_PHASE;
      case Order.EndJob _ -> END_JOB;
      case Order.StopWorker _ -> STOP_WORKER;
      case Order.TakeTasks _ -> TAKE_TASKS;
      case Order.OfferTasks _ -> OFFER_TASKS;
      case Order.TakeMessages _ -> TAKE_MESSAGES;
      case Order.RetireWorker _ -> RETIRE_WORKER;
      case Event.WorkerReady _ -> WORKER_READY;
      case Event.PhaseDrained _ -> PHASE_DRAINED;
      case Event.PhaseFailed _ -> PHASE_FAILED;
      case Event.TasksReady _ -> TASKS_READY;
      case Event.TaskEnded _ -> TASK_ENDED;
      case Reply.JobAccepted _ -> JOB_ACCEPTED;
      case Reply.RequestRefused _ -> REQUEST_REFUSED;
      case Reply.RequestDone _ -> REQUEST_DONE;
      case Reply.JobEnded _ -> JOB_ENDED;
      case Reply.TasksAccepted _ -> TASKS_ACCEPTED;
      case Reply.TasksEnded _ -> TASKS_ENDED;
      case Reply.TasksFound _ -> TASKS_FOUND;
      case Reply.LaneOpened _ -> LANE_OPENED;
      case Note.TasksTaken _ -> TASKS_TAKEN;
      case Note.AttemptLost _ -> ATTEMPT_LOST;
      case Note.TasksOver _ -> TASKS_OVER;
      case BusTalk talk -> of(talk);
    };
  }

  private static MessageType of(BusTalk talk) {
    return switch (talk) {
      case Post.Publish _ -> PUBLISH;
      case Post.Ready _ -> TAKER_READY;
      case Post.Handled _ -> HANDLED;
      case Post.Subscribe _ -> SUBSCRIBE;
      case Post.Read _ -> READ;
      case Post.Unsubscribe _ -> UNSUBSCRIBE;
      case Post.Leave _ -> LEAVE;
      case Mail.Taken _ -> TAKEN;
      case Mail.Refused _ -> REFUSED;
      case Mail.Deliver _ -> DELIVER;
      case Mail.Answer _ -> ANSWER;
      case Mail.Subscribed _ -> SUBSCRIBED;
      case Log.Taken _ -> LOG_TAKEN;
      case Log.Handled _ -> LOG_HANDLED;
      case Log.Left _ -> LOG_LEFT;
    };
  }

  /// The type with this id, or null.
  static @Nullable MessageType ofId(int id) {
    return BY_ID.get(id);
  }
}
