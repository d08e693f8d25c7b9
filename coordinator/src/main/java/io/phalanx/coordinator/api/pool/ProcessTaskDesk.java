package io.phalanx.coordinator.api.pool;

import io.phalanx.coordinator.api.ClusterGoneException;
import io.phalanx.coordinator.api.ClusterTasks;
import io.phalanx.coordinator.api.pool.ProcessTaskPool.Withdrawal;
import io.phalanx.shared.lifecycle.PhalanxException;
import io.phalanx.shared.protocol.TaskRecord;
import io.phalanx.shared.protocol.TaskRequest;
import io.phalanx.shared.protocol.TaskState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Speaks to the cluster for all callers of a pool: hands tasks over, takes some back, hears how
/// they end. While the cluster answers, others submit, and go together in the next message.
///
/// Belongs to the thread of the pool.
final class ProcessTaskDesk {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessTaskDesk.class);

  private final ProcessTaskPool pool;
  private final ClusterTasks cluster;
  private final Map<Long, ProcessTask> taken = new HashMap<>();

  ProcessTaskDesk(ProcessTaskPool pool, ClusterTasks cluster) {
    this.pool = pool;
    this.cluster = cluster;
  }

  /// Serves until the pool has terminated.
  ///
  /// @throws io.phalanx.shared.lifecycle.PhalanxException if the cluster is gone
  void serve() {
    while (!pool.leaveIfTerminated()) {
      handOver(pool.takeSubmitted());
      pool.takeWithdrawn().forEach(this::takeBack);
      cluster.takeEnded().forEach(this::end);
    }
  }

  private void handOver(List<ProcessTask> submitted) {
    List<ProcessTask> wanted = new ArrayList<>(submitted.size());
    for (ProcessTask task : submitted) {
      if (task.isDecided()) { // cancelled before anybody heard of it
        pool.over(task);
      } else {
        wanted.add(task);
      }
    }
    Map<Object, RejectedExecutionException> refused = new HashMap<>();
    int first = 0;
    for (List<TaskRequest> message :
        ClusterTasks.split(wanted.stream().map(ProcessTask::request).toList())) {
      handOverTogether(wanted.subList(first, first + message.size()), refused);
      first += message.size();
    }
  }

  /// What goes into one message is taken in as a whole or not at all. If it is not, what was
  /// submitted together is tried by itself, since the fault may be that of a stranger.
  ///
  /// @param refused what was refused: its rest is refused, too
  private void handOverTogether(
      List<ProcessTask> tasks, Map<Object, RejectedExecutionException> refused) {
    Map<Object, List<ProcessTask>> parcels = new LinkedHashMap<>();
    for (ProcessTask task : tasks) {
      parcels.computeIfAbsent(task.parcel(), _ -> new ArrayList<>()).add(task);
    }
    boolean clean = parcels.keySet().stream().noneMatch(refused::containsKey);
    if (clean && parcels.size() > 1 && submit(tasks).isEmpty()) {
      return;
    }
    for (Map.Entry<Object, List<ProcessTask>> parcel : parcels.entrySet()) {
      RejectedExecutionException reason = refused.get(parcel.getKey());
      if (reason == null) {
        reason = submit(parcel.getValue()).orElse(null);
      }
      if (reason != null) {
        refused.put(parcel.getKey(), reason);
        for (ProcessTask task : parcel.getValue()) {
          task.lose(reason);
          pool.over(task);
        }
      }
    }
  }

  /// Has tasks taken in, all of them or none.
  ///
  /// @return why they are not; empty if they are
  private Optional<RejectedExecutionException> submit(List<ProcessTask> tasks) {
    try {
      List<Long> ids = cluster.submit(tasks.stream().map(ProcessTask::request).toList());
      for (int i = 0; i < tasks.size(); i++) {
        tasks.get(i).takenAs(ids.get(i));
        taken.put(ids.get(i), tasks.get(i));
      }
      return Optional.empty();
    } catch (ClusterGoneException e) {
      throw e;
    } catch (IllegalArgumentException | PhalanxException e) {
      return Optional.of(
          new RejectedExecutionException("the cluster refuses tasks: " + e.getMessage(), e));
    }
  }

  /// One that the cluster does not have is over, or was left out when it was its turn.
  private void takeBack(Withdrawal withdrawal) {
    long taskId = withdrawal.task().taskId();
    if (!taken.containsKey(taskId)) {
      return;
    }
    if (!withdrawal.running()) {
      Optional<TaskRecord> now = cluster.result(taskId, 0);
      if (now.isPresent() && now.get().state() != TaskState.QUEUED) {
        now.filter(task -> task.state().isEnded()).ifPresent(this::end);
        return;
      }
    }
    try {
      cluster.cancel(taskId);
    } catch (IllegalArgumentException e) {
      LOG.debug("ended before it was cancelled: task={}", TaskRecord.idText(taskId), e);
    }
  }

  private void end(TaskRecord ended) {
    ProcessTask task = taken.remove(ended.taskId());
    if (task != null) { // else it is a stranger's
      task.end(ended);
      pool.over(task);
    }
  }
}
