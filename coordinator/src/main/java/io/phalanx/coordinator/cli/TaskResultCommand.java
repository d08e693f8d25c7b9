package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.api.ClusterTasks;
import io.phalanx.coordinator.report.TaskJson;
import io.phalanx.shared.protocol.TaskRecord;
import io.phalanx.shared.protocol.TaskState;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `phalanx task result`.
@Command(
    name = "result",
    description = "Waits for the end of a task and prints its result, whoever submitted it.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  phalanx task result t1",
      "  phalanx task result t1 --timeout 10s --json"
    })
final class TaskResultCommand implements Callable<Integer> {
  @Mixin private Place place = new Place();
  @Mixin private Output output = new Output();

  @Parameters(paramLabel = "ID", description = "The task's id.")
  private String id = "";

  @Option(
      names = "--timeout",
      paramLabel = "T",
      converter = DurationConverter.class,
      description = "How long to wait, 0s only to look (default: as long as it takes).")
  private @Nullable Long timeoutMs;

  @Override
  public Integer call() {
    long taskId = TaskRecord.parseId(id);
    try (ClusterTasks tasks = place.connectToTasks()) {
      long waitMs = timeoutMs == null ? Long.MAX_VALUE : timeoutMs;
      TaskRecord task =
          tasks
              .result(taskId, waitMs)
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "no such task: task=" + id + "; see phalanx task list"));
      return print(task);
    }
  }

  private int print(TaskRecord task) {
    boolean done = task.state() == TaskState.DONE;
    if (output.isJson()) {
      output.print(TaskJson.of(task));
    } else if (done) {
      output.printLine(TaskJson.result(task).toString());
    }
    if (!done) {
      String error = task.outcome().error();
      String state = task.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      Caller.here()
          .err()
          .println("phalanx: task " + id + " " + state + (error == null ? "" : ": " + error));
    }
    return done ? PhalanxCli.DONE : PhalanxCli.FAILED;
  }
}
