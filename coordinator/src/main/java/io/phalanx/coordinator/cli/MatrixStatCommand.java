package io.phalanx.coordinator.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phalanx.coordinator.matrix.ElementStatistics;
import io.phalanx.coordinator.report.MatrixJson;
import io.phalanx.shared.matrix.Access;
import io.phalanx.shared.matrix.SharedMatrix;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `phalanx matrix stat`.
@Command(
    name = "stat",
    description = {
      "What the elements of a matrix are like.",
      "min, max, mean and std are of the finite elements; NaN and infinities are counted."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  phalanx matrix stat a.npy", "  phalanx matrix stat a.npy --json"})
final class MatrixStatCommand implements Callable<Integer> {
  @Mixin private Output output = new Output();

  @Parameters(paramLabel = "FILE", description = "A matrix file.")
  private Path file = Path.of("");

  @Override
  public Integer call() {
    try (SharedMatrix matrix = SharedMatrix.open(file, Access.READ)) {
      ElementStatistics found = ElementStatistics.of(matrix.grid());
      if (output.isJson()) {
        ObjectNode json = MatrixJson.of(file, matrix.header());
        counts(found).forEach(json::put);
        // Of no finite element there is none.
        figures(found).forEach((name, value) -> json.put(name, found.finite() > 0 ? value : null));
        output.print(json);
      } else {
        counts(found).forEach((name, count) -> line(name, count.toString()));
        figures(found)
            .forEach((name, value) -> line(name, found.finite() > 0 ? value.toString() : "-"));
      }
    }
    return PhalanxCli.DONE;
  }

  private static Map<String, Long> counts(ElementStatistics found) {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("count", found.count());
    counts.put("finite", found.finite());
    counts.put("nan", found.nan());
    counts.put("positiveInf", found.positiveInfinite());
    counts.put("negativeInf", found.negativeInfinite());
    return counts;
  }

  private static Map<String, Double> figures(ElementStatistics found) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("min", found.min());
    figures.put("max", found.max());
    figures.put("mean", found.mean());
    figures.put("std", found.std());
    return figures;
  }

  private void line(String name, String value) {
    output.printLine(String.format(Locale.ROOT, "%-12s %s", name, value));
  }
}
