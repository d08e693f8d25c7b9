package io.phalanx.coordinator.demo.gil;

import io.phalanx.coordinator.api.ClusterTasks;
import io.phalanx.shared.protocol.TaskRecord;
import io.phalanx.shared.protocol.TaskRequest;
import io.phalanx.shared.protocol.TaskState;
import java.io.IOException;
import java.util.Collections;

/// The work as tasks of a cluster, whose workers do a share each.
///
/// @param work what is done
/// @param tasks of the cluster
record JvmProcesses(GilWork work, ClusterTasks tasks) implements Contestant {
  private static final long ANSWER_MS_MAX = 60_000;

  @Override
  public Way way() {
    return Way.JVM_PROCESSES;
  }

  @Override
  public Lap run() throws IOException {
    TaskRequest share = TaskRequest.of("boxed-sum", "{\"times\": " + work.share() + "}");
    long beginNs = System.nanoTime();
    long sum = 0;
    for (long id : tasks.submit(Collections.nCopies(work.threads(), share))) {
      TaskRecord ended = tasks.result(id, ANSWER_MS_MAX).orElseThrow();
      String result = ended.outcome().result();
      if (ended.state() != TaskState.DONE || result == null) {
        throw new IOException("a worker has failed: task=" + ended);
      }
      sum += Long.parseLong(result);
    }
    return new Lap(System.nanoTime() - beginNs, sum);
  }
}
