package io.phalanx.coordinator.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.phalanx.coordinator.api.ClusterTasks;
import io.phalanx.shared.plugin.TaskJars;
import io.phalanx.shared.plugin.TaskSets;
import io.phalanx.shared.protocol.KernelJarRef;
import io.phalanx.shared.protocol.TaskRecord;
import io.phalanx.shared.protocol.TaskRequest;
import io.phalanx.shared.task.JsonText;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `phalanx task submit`.
@Command(
    name = "submit",
    description = {
      "Submits a task to the running cluster and prints its id.",
      "Built in: boxed-sum {times}, echo, file-checksum {file}, prime-count {below}, row-stats {file, row}, sleep {ms},"
          + " word-count {file} or {text}. Files are absolute paths."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  phalanx task submit prime-count '{\"below\": 1000000}'",
      "  phalanx task submit greeting '{\"name\": \"Ada\"}' --tasks my.jar --timeout 5s --priority 9"
    })
final class TaskSubmitCommand implements Callable<Integer> {
  @Mixin private Place place = new Place();
  @Mixin private Output output = new Output();

  @Parameters(index = "0", paramLabel = "NAME", description = "Which task.")
  private String name = "";

  @Parameters(
      index = "1",
      paramLabel = "JSON",
      arity = "0..1",
      defaultValue = "null",
      description = "Its input (default: null).")
  private String input = "";

  @Option(
      names = "--priority",
      paramLabel = "P",
      defaultValue = "0",
      description = "The greater, the sooner (default: 0).")
  private int priority;

  @Option(
      names = "--timeout",
      paramLabel = "T",
      converter = DurationConverter.class,
      defaultValue = "0ms",
      description =
          "How long it may run, such as 500ms or 10s; then its worker is killed and replaced"
              + " (default: as long as it takes).")
  private long timeoutMs;

  @Option(
      names = "--retries",
      paramLabel = "R",
      defaultValue = "" + TaskRequest.RETRIES_DEFAULT,
      description = "How often it begins again when its worker dies (default: ${DEFAULT-VALUE}).")
  private int retries;

  @Option(
      names = "--tasks",
      paramLabel = "JAR",
      description = "A jar of tasks, or a library of one; may be repeated.")
  private List<Path> jars = List.of();

  @Override
  public Integer call() {
    JsonText.require("input", input);
    List<KernelJarRef> found = TaskJars.look(jars.stream().map(Caller.here()::resolved).toList());
    TaskSets.of(found).named(name);
    TaskRequest task = new TaskRequest(name, input, priority, timeoutMs, retries, found);
    try (ClusterTasks tasks = place.connectToTasks()) {
      String id = TaskRecord.idText(tasks.submit(task));
      if (output.isJson()) {
        output.print(JsonNodeFactory.instance.objectNode().put("task", id).put("name", name));
      } else {
        output.printLine(id);
      }
    }
    return PhalanxCli.DONE;
  }
}
