package io.phalanx.coordinator.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phalanx.coordinator.api.ClusterTasks;
import io.phalanx.coordinator.report.Table;
import io.phalanx.coordinator.report.TaskJson;
import io.phalanx.shared.protocol.TaskRecord;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `phalanx task list`.
@Command(
    name = "list",
    description = "Lists the youngest tasks of the running cluster, youngest last.",
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  phalanx task list", "  phalanx task list -n 1000 --json"})
final class TaskListCommand implements Callable<Integer> {
  private static final double SECOND_NS = 1e9;
  private static final int ERROR_LENGTH_MAX = 60;

  @Mixin private Place place = new Place();
  @Mixin private Output output = new Output();

  @Option(
      names = "-n",
      paramLabel = "COUNT",
      defaultValue = "50",
      description = "How many, up to 1000 (default: ${DEFAULT-VALUE}).")
  private int count;

  @Override
  public Integer call() {
    List<TaskRecord> tasks;
    try (ClusterTasks client = place.connectToTasks()) {
      tasks = client.list(count);
    }
    if (output.isJson()) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      ArrayNode list = json.putArray("tasks");
      tasks.forEach(task -> list.add(TaskJson.of(task).without("result")));
      output.print(json);
      return PhalanxCli.DONE;
    }
    Table table = new Table("TASK", "NAME", "STATE", "ATTEMPTS", "WORKER", "SECONDS", "ERROR");
    for (TaskRecord task : tasks) {
      table.row(
          TaskRecord.idText(task.taskId()),
          task.name(),
          task.state(),
          task.attempts(),
          task.worker() == TaskRecord.NO_WORKER ? "-" : task.worker(),
          String.format(Locale.ROOT, "%.3f", task.times().runNs() / SECOND_NS),
          error(task));
    }
    output.printText(table.toString());
    return PhalanxCli.DONE;
  }

  private static String error(TaskRecord task) {
    String error = task.outcome().error();
    if (error == null) {
      return "";
    }
    return error.length() <= ERROR_LENGTH_MAX
        ? error
        : error.substring(0, ERROR_LENGTH_MAX) + "...";
  }
}
