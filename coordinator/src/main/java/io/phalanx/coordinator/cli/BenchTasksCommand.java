package io.phalanx.coordinator.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phalanx.coordinator.bench.TaskBench;
import io.phalanx.coordinator.bench.TaskRates;
import io.phalanx.coordinator.report.Table;
import io.phalanx.shared.config.ClusterSettings;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `phalanx bench tasks`.
@Command(
    name = "tasks",
    description = {
      "Measures tasks that do nothing on a warm cluster of its own and, with --peers, on pools of"
          + " processes of Python: how many a second when all are submitted at once, and how long"
          + " one takes from its submission to its result when it is alone.",
      "Everything it makes is removed at the end."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  phalanx bench tasks --peers",
      "  phalanx bench tasks --tasks 5000 --rounds 3 --trips 1000 --json"
    })
final class BenchTasksCommand implements Callable<Integer> {
  @Mixin private Place place = new Place();
  @Mixin private Output output = new Output();

  @Option(
      names = "--tasks",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Tasks of a round (default: ${DEFAULT-VALUE}).")
  private int tasks;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "7",
      description = "Rounds; the median counts (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--trips",
      paramLabel = "N",
      defaultValue = "5000",
      description = "Tasks one after the other (default: ${DEFAULT-VALUE}).")
  private int trips;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Workers, and processes of peers (default: one per core).")
  private @Nullable Integer workers;

  @Option(
      names = "--peers",
      paramLabel = "NAMES",
      arity = "0..1",
      split = ",",
      fallbackValue = "executor,joblib,dask",
      description = "Peers to run after it: all (default), or some of executor,joblib,dask.")
  private List<String> peers = List.of();

  @Override
  public Integer call() throws IOException {
    if (!TaskBench.PEERS.containsAll(peers)) {
      throw new IllegalArgumentException(
          "no such peers: peers=" + peers + ", known=" + TaskBench.PEERS);
    }
    if (tasks < 1 || rounds < 1 || trips < 1) {
      throw new IllegalArgumentException(
          "nothing to measure: tasks=" + tasks + ", rounds=" + rounds + ", trips=" + trips);
    }
    int many = workers == null ? ClusterSettings.defaults().workers() : workers;
    TaskBench bench =
        new TaskBench(
            Place.distribution(),
            place.directory().root(),
            BenchCommand.python(),
            peers,
            many,
            new TaskBench.Effort(tasks, rounds, trips));
    List<TaskRates> measured =
        bench.run(line -> System.err.println("phalanx: bench tasks: " + line));
    if (output.isJson()) {
      output.print(json(measured));
    } else {
      output.printText(table(measured));
    }
    return PhalanxCli.DONE;
  }

  private static ObjectNode json(List<TaskRates> measured) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode list = json.putArray("contenders");
    for (TaskRates rates : measured) {
      list.addObject()
          .put("name", rates.name())
          .put("description", rates.description())
          .put("tasksPerSecond", rates.tasksPerSecond())
          .put("tasksPerSecondMin", rates.range().getFirst())
          .put("tasksPerSecondMax", rates.range().getLast())
          .put("tripUsP50", rates.tripUs(50))
          .put("tripUsP90", rates.tripUs(90))
          .put("tripUsP99", rates.tripUs(99))
          .put("tripUsMax", rates.tripUs(100));
    }
    return json;
  }

  private static String table(List<TaskRates> measured) {
    Table table =
        new Table("WHO", "TASKS/S", "MIN", "MAX", "TRIP P50 US", "P90", "P99", "MAX", "HOW");
    for (TaskRates rates : measured) {
      table.row(
          rates.name(),
          number(rates.tasksPerSecond()),
          number(rates.range().getFirst()),
          number(rates.range().getLast()),
          number(rates.tripUs(50)),
          number(rates.tripUs(90)),
          number(rates.tripUs(99)),
          number(rates.tripUs(100)),
          rates.description());
    }
    return table.toString();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.0f", value);
  }
}
