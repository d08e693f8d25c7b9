package io.phalanx.coordinator.api;

import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.counters.BellIdling;
import io.phalanx.shared.lifecycle.PhalanxException;
import io.phalanx.shared.protocol.Envelope;
import io.phalanx.shared.protocol.Message.Reply;
import io.phalanx.shared.protocol.Message.Request;
import io.phalanx.shared.protocol.TaskRecord;
import io.phalanx.shared.protocol.TaskRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Runs tasks on the workers of a running cluster.
///
/// ```java
/// try (ClusterTasks tasks = ClusterTasks.connect(directory).orElseThrow()) {
///   long id = tasks.submit(TaskRequest.of("prime-count", "{\"below\": 1000}"));
///   TaskRecord ended = tasks.result(id, 10_000).orElseThrow();
/// }
/// ```
///
/// What was submitted comes to its end though this process and the coordinator die, and any process
/// may ask for the outcome. One thread uses it; others may [#wake] that one.
public final class ClusterTasks implements AutoCloseable {
  private static final int REPLIES_PER_POLL_MAX = 64;

  /// Characters of inputs that go into one request, each of at most three bytes.
  private static final int REQUEST_LENGTH_MAX = 256 << 10;

  /// Outcomes of tasks that nobody has asked for yet and that are kept here all the same.
  private static final int HEARD_MAX = 200_000;

  private final ClusterConnection connection;

  /// Outcomes of tasks of this client.
  private final Map<Long, TaskRecord> heard = new LinkedHashMap<>();

  private final Map<Long, Reply> answers = new HashMap<>();

  /// Requests that are not answered yet.
  private final Set<Long> asked = new HashSet<>();

  /// Of [#takeEnded]: a ring since the last call is heard.
  private final BellIdling endedIdling;

  private long ownerDueNs = System.nanoTime();
  private long ownIdMin = Long.MAX_VALUE;
  private long ownIdMax;

  private ClusterTasks(ClusterConnection connection) {
    this.connection = connection;
    this.endedIdling = connection.idling();
  }

  /// Connects to the cluster of a directory; empty where none runs.
  public static Optional<ClusterTasks> connect(ClusterDirectory directory) {
    return ClusterConnection.open(directory).map(ClusterTasks::new);
  }

  /// Submits a task; it is taken in for good once this returns.
  ///
  /// @return its id, see [TaskRecord#idText]
  /// @throws IllegalArgumentException if the request is at fault
  /// @throws PhalanxException if the cluster refuses or dies
  public long submit(TaskRequest task) {
    return submit(List.of(task)).getFirst();
  }

  /// Submits tasks; they are taken in for good once this returns. Of so many that they do not go
  /// into one message some may have been taken in when others are refused.
  ///
  /// @return their ids in the same order
  /// @throws IllegalArgumentException if a request is at fault
  /// @throws PhalanxException if the cluster refuses or dies
  public List<Long> submit(List<TaskRequest> tasks) {
    List<Long> correlations = new ArrayList<>();
    for (List<TaskRequest> some : split(tasks)) {
      correlations.add(send(new Request.SubmitTasks(some)));
    }
    List<Long> ids = new ArrayList<>(tasks.size());
    for (long correlationId : correlations) {
      if (!(await(correlationId) instanceof Reply.TasksAccepted accepted)) {
        throw new IllegalStateException("not an answer to tasks");
      }
      for (int i = 0; i < accepted.count(); i++) {
        ids.add(accepted.firstId() + i);
      }
    }
    return ids;
  }

  /// Waits for the end of a task, of whoever.
  ///
  /// @param timeoutMs how long, in ms; 0 only looks
  /// @return what came of it, or how far it is when the time is over; empty if the cluster knows no
  ///   such task: it never took one in of this id, or has forgotten it
  /// @throws PhalanxException if the cluster dies; the outcome can be had from the next one
  public Optional<TaskRecord> result(long taskId, long timeoutMs) {
    long startNs = System.nanoTime();
    long timeoutNs = TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    TaskRecord early = heard.remove(taskId);
    if (early != null) {
      return Optional.of(early);
    }
    boolean own = taskId >= ownIdMin && taskId <= ownIdMax;
    if (!own) {
      ownIdMin = Math.min(ownIdMin, taskId); // hear of it from now on
      ownIdMax = Math.max(ownIdMax, taskId);
    }
    TaskRecord known = own && timeoutMs > 0 ? null : lookUp(taskId);
    if (!own && known == null) {
      return Optional.empty();
    }
    BellIdling idling = connection.idling();
    long checkDueNs = startNs + ClusterConnection.OWNER_CHECK_NS;
    while (known == null || !known.state().isEnded()) {
      int workCount = poll();
      long nowNs = System.nanoTime();
      if (!heard.containsKey(taskId) && nowNs - startNs >= timeoutNs) {
        return Optional.ofNullable(lookUp(taskId));
      }
      if (!heard.containsKey(taskId) && nowNs - checkDueNs >= 0) {
        checkDueNs = nowNs + ClusterConnection.OWNER_CHECK_NS;
        requireOwner(() -> heard.containsKey(taskId));
      }
      if (heard.containsKey(taskId)) {
        break;
      }
      idling.idle(workCount);
    }
    return Optional.ofNullable(heard.containsKey(taskId) ? heard.remove(taskId) : known);
  }

  /// Hands over all that has ended since the last call and was not had by [#result]: tasks of this
  /// client, and some of others. Where nothing has, it waits for that, for a [#wake] or for a
  /// moment to pass, and what it hands over may be nothing.
  ///
  /// @throws ClusterGoneException if the cluster is gone
  public List<TaskRecord> takeEnded() {
    int workCount = poll();
    if (heard.isEmpty()) {
      long nowNs = System.nanoTime();
      if (nowNs - ownerDueNs >= 0) {
        ownerDueNs = nowNs + ClusterConnection.OWNER_CHECK_NS;
        requireOwner(() -> !heard.isEmpty());
      }
      endedIdling.idle(workCount);
      var _ = poll();
    }
    List<TaskRecord> ended = List.copyOf(heard.values());
    heard.clear();
    return ended;
  }

  /// Wakes the thread that waits in [#takeEnded], or is about to. Any thread may, unless this is
  /// closed.
  public void wake() {
    connection.wakeClients();
  }

  /// Takes a task back; a worker that is at it is killed and replaced.
  ///
  /// @throws IllegalArgumentException if no such task is under way
  public void cancel(long taskId) {
    ask(new Request.CancelTask(taskId));
  }

  /// The youngest tasks, youngest last, without their results.
  ///
  /// @param count how many at most, up to 1000
  public List<TaskRecord> list(int count) {
    return found(ask(new Request.ListTasks(count)));
  }

  private @Nullable TaskRecord lookUp(long taskId) {
    List<TaskRecord> found = found(ask(new Request.LookUpTask(taskId)));
    return found.isEmpty() ? null : found.getFirst();
  }

  private static List<TaskRecord> found(Reply reply) {
    if (reply instanceof Reply.TasksFound(var tasks)) {
      return tasks;
    }
    throw new IllegalStateException("not an answer about tasks: reply=" + reply);
  }

  /// Cuts tasks into lists, each of which is taken in as a whole or not at all.
  public static List<List<TaskRequest>> split(List<TaskRequest> tasks) {
    List<List<TaskRequest>> parts = new ArrayList<>();
    List<TaskRequest> part = new ArrayList<>();
    int length = 0;
    for (TaskRequest task : tasks) {
      int taskLength = task.input().length();
      if (!part.isEmpty()
          && (length + taskLength > REQUEST_LENGTH_MAX
              || part.size() == Request.SubmitTasks.TASKS_MAX)) {
        parts.add(part);
        part = new ArrayList<>();
        length = 0;
      }
      part.add(task);
      length += taskLength;
    }
    if (!part.isEmpty()) {
      parts.add(part);
    }
    return parts;
  }

  private Reply ask(Request request) {
    return await(send(request));
  }

  private long send(Request request) {
    long correlationId = connection.send(request);
    asked.add(correlationId);
    return correlationId;
  }

  private Reply await(long correlationId) {
    BellIdling idling = connection.idling();
    long ownerDueNs = System.nanoTime() + ClusterConnection.OWNER_CHECK_NS;
    Reply reply = answers.remove(correlationId);
    while (reply == null) {
      int workCount = poll();
      if (System.nanoTime() - ownerDueNs >= 0) {
        ownerDueNs = System.nanoTime() + ClusterConnection.OWNER_CHECK_NS;
        requireOwner(() -> answers.containsKey(correlationId));
      }
      reply = answers.remove(correlationId);
      if (reply == null) {
        idling.idle(workCount);
      }
    }
    return ClusterConnection.granted(reply);
  }

  private int poll() {
    return connection.poll(this::onReply, REPLIES_PER_POLL_MAX);
  }

  private void onReply(Envelope envelope) {
    if (envelope.message() instanceof Reply.TasksEnded(var tasks)) {
      for (TaskRecord task : tasks) {
        if (task.taskId() >= ownIdMin && task.taskId() <= ownIdMax) {
          hear(task);
        }
      }
    } else if (asked.remove(envelope.correlationId())
        && envelope.message() instanceof Reply reply) {
      if (reply instanceof Reply.TasksAccepted accepted) {
        ownIdMin = Math.min(ownIdMin, accepted.firstId());
        ownIdMax = Math.max(ownIdMax, accepted.firstId() + accepted.count() - 1);
      }
      answers.put(envelope.correlationId(), reply);
    }
  }

  private void hear(TaskRecord task) {
    heard.put(task.taskId(), task);
    if (heard.size() > HEARD_MAX) {
      heard.remove(heard.keySet().iterator().next());
    }
  }

  /// @param said true if what is waited for has been said
  private void requireOwner(BooleanSupplier said) {
    if (connection.isOwned()) {
      return;
    }
    while (!said.getAsBoolean() && poll() > 0) {} // what it said last
    if (!said.getAsBoolean()) {
      throw connection.gone();
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
