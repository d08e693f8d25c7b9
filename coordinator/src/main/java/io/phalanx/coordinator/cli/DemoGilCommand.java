package io.phalanx.coordinator.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phalanx.coordinator.ScratchFolder;
import io.phalanx.coordinator.demo.gil.GilContest;
import io.phalanx.coordinator.demo.gil.GilResult;
import io.phalanx.coordinator.demo.gil.GilStory;
import io.phalanx.coordinator.demo.gil.GilWork;
import io.phalanx.coordinator.demo.gil.PythonKind;
import io.phalanx.coordinator.demo.gil.Way;
import io.phalanx.coordinator.report.BarChart;
import io.phalanx.coordinator.report.Table;
import io.phalanx.coordinator.report.TextLines;
import io.phalanx.shared.config.ClusterSettings;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `phalanx demo gil`.
@Command(
    name = "gil",
    description = {
      "Does work that is nothing but references to small objects on one thread, on several, and on"
          + " several worker processes, then the same in Python, where it is found: the"
          + " interpreter lock of which (GIL) lets its threads run one at a time.",
      "Everybody takes turns, and every result is checked to be the same. PHALANX_PYTHON names"
          + " another Python. Everything it makes is removed at the end."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  phalanx demo gil", "  phalanx demo gil --threads 4 --json"})
final class DemoGilCommand implements Callable<Integer> {
  @Mixin private Place place = new Place();
  @Mixin private Output output = new Output();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads, and processes, at least 2 (default: one per core).")
  private @Nullable Integer threads;

  @Override
  public Integer call() throws IOException {
    int count = threads == null ? Math.max(2, ClusterSettings.defaults().workers()) : threads;
    GilWork work = GilWork.on(count);
    GilResult result;
    try (ScratchFolder folder = ScratchFolder.create(place.directory())) {
      result =
          new GilContest(Place.distribution(), folder.path(), BenchCommand.python(), work)
              .run(note -> System.err.println("phalanx: demo gil: " + note));
    }
    if (output.isJson()) {
      output.print(json(result));
    } else {
      output.printText(text(result));
    }
    return result.right() ? PhalanxCli.DONE : PhalanxCli.FAILED;
  }

  private static String text(GilResult result) {
    Table table = new Table("WHO", "MS", "FASTEST", "SLOWEST", "SUM");
    BarChart chart = new BarChart();
    for (GilResult.Lane lane : result.lanes()) {
      String who = label(result, lane.way());
      table.row(
          who,
          ms(lane.seconds().median()),
          ms(lane.seconds().quantile(0)),
          ms(lane.seconds().quantile(1)),
          (lane.right() ? "" : "WRONG: ") + lane.sum());
      chart.bar(who, result.timesAsFast(lane.way(), lane.way().onOneThread()));
    }
    return "The same work "
        + result.lanes().getFirst().seconds().count()
        + " times each, in turn:\n\n"
        + table
        + "\nTimes as fast as one thread of the same language:\n\n"
        + chart
        + "\n"
        + TextLines.of(String.join(" ", new GilStory(result).sentences()));
  }

  private static String label(GilResult result, Way way) {
    String language =
        way.language() == Way.Language.JVM
            ? "JVM"
            : result.python().map(PythonKind::version).orElse("Python");
    int count = way == way.onOneThread() ? 1 : result.work().threads();
    return language + ", " + count + " " + way.on();
  }

  private static String ms(double seconds) {
    return String.format(Locale.ROOT, "%.1f", seconds * 1e3);
  }

  private static ObjectNode json(GilResult result) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("threads", result.work().threads())
            .put("cores", result.cores())
            .put("times", result.work().times())
            .put("python", result.python().map(PythonKind::version).orElse(null))
            .put("gil", result.python().map(python -> name(python.lock())).orElse(null));
    ArrayNode list = json.putArray("contenders");
    for (GilResult.Lane lane : result.lanes()) {
      list.addObject()
          .put("name", name(lane.way()))
          .put("seconds", lane.seconds().median())
          .put("secondsMin", lane.seconds().quantile(0))
          .put("secondsMax", lane.seconds().quantile(1))
          .put("speedup", result.timesAsFast(lane.way(), lane.way().onOneThread()))
          .put("sum", lane.sum())
          .put("right", lane.right());
    }
    ArrayNode sentences = json.putArray("seen");
    new GilStory(result).sentences().forEach(sentences::add);
    return json.put("rounds", result.lanes().getFirst().seconds().count())
        .put("right", result.right());
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
