package io.phalanx.coordinator.tune;

import io.phalanx.coordinator.api.Cluster;
import io.phalanx.coordinator.api.ClusterTasks;
import io.phalanx.shared.protocol.TaskRecord;
import io.phalanx.shared.protocol.TaskRequest;
import io.phalanx.shared.protocol.TaskState;
import java.io.IOException;
import java.util.Collections;
import java.util.List;

/// Tasks that are all alike, a batch at a time.
public final class TaskWork implements Work {
  private static final long ANSWER_MS_MAX = 600_000;
  private static final double NS = 1e9;

  /// Tasks of a batch: enough that it takes about so long, and not so many that their messages are
  /// what is measured of the memory.
  private static final double BATCH_SECONDS = 0.3;

  private static final int BATCH_MAX = 20_000;

  private final TaskRequest task;
  private int batch = 1;
  private boolean batchIsKnown;

  /// @param task which, with its input
  public TaskWork(TaskRequest task) {
    this.task = task;
  }

  @Override
  public String title() {
    return "task " + task.name();
  }

  @Override
  public String unit() {
    return "each batch of " + batch + " tasks";
  }

  @Override
  public boolean isOfTasks() {
    return true;
  }

  @Override
  public void prepare(Cluster cluster) {
    // Its input is in its request.
  }

  @Override
  public Lane on(Cluster cluster) {
    return new TaskLane(ClusterTasks.connect(cluster.client().directory()).orElseThrow());
  }

  @Override
  public void close() {
    // It keeps nothing.
  }

  private final class TaskLane implements Lane {
    private final ClusterTasks tasks;

    TaskLane(ClusterTasks tasks) {
      this.tasks = tasks;
    }

    /// The batch grows until it takes long enough, and is then the same for all.
    @Override
    public Sample warm(TunePoint point) throws IOException {
      Sample sample = measure(point);
      while (!batchIsKnown && sample.seconds() < BATCH_SECONDS && batch < BATCH_MAX) {
        batch = Math.min(2 * batch, BATCH_MAX);
        sample = measure(point);
      }
      batchIsKnown = true;
      return sample;
    }

    @Override
    public Sample measure(TunePoint point) throws IOException {
      List<TaskRequest> requests = Collections.nCopies(batch, task);
      long beginNs = System.nanoTime();
      long runNs = 0;
      for (long id : tasks.submit(requests)) {
        TaskRecord ended = tasks.result(id, ANSWER_MS_MAX).orElseThrow();
        if (ended.state() != TaskState.DONE) {
          throw new IOException(
              "a task did not end well: task="
                  + task.name()
                  + ", state="
                  + ended.state()
                  + ", error="
                  + ended.outcome().error());
        }
        runNs += ended.times().runNs();
      }
      double seconds = (System.nanoTime() - beginNs) / NS;
      double workSeconds = Math.min(seconds, runNs / NS / point.workers());
      return new Sample(seconds, workSeconds, batch);
    }

    @Override
    public void close() {
      tasks.close();
    }
  }
}
