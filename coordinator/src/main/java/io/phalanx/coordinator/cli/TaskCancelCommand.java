package io.phalanx.coordinator.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.phalanx.coordinator.api.ClusterTasks;
import io.phalanx.shared.protocol.TaskRecord;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `phalanx task cancel`.
@Command(
    name = "cancel",
    description = "Takes a task back; a worker that is at it is killed and replaced.",
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  phalanx task cancel t1", "  phalanx task cancel t1 --json"})
final class TaskCancelCommand implements Callable<Integer> {
  @Mixin private Place place = new Place();
  @Mixin private Output output = new Output();

  @Parameters(paramLabel = "ID", description = "The task's id.")
  private String id = "";

  @Override
  public Integer call() {
    try (ClusterTasks tasks = place.connectToTasks()) {
      tasks.cancel(TaskRecord.parseId(id));
    }
    if (output.isJson()) {
      output.print(JsonNodeFactory.instance.objectNode().put("task", id).put("cancelled", true));
    }
    return PhalanxCli.DONE;
  }
}
