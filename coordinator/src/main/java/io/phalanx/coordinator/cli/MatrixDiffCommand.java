package io.phalanx.coordinator.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phalanx.coordinator.report.MatrixJson;
import io.phalanx.coordinator.report.Table;
import io.phalanx.shared.matrix.Access;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.MatrixDiff;
import io.phalanx.shared.matrix.SharedMatrix;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `phalanx matrix diff`.
@Command(
    name = "diff",
    description = {
      "Says whether two matrices are the same, and where they differ.",
      "Exit code 0: the same, 1: different, 2: one of them cannot be read."
    },
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = PhalanxCli.USAGE,
    footer = {
      "",
      "Examples:",
      "  phalanx matrix diff a.npy b.npy",
      "  phalanx matrix diff a.npy b.npy --ulp 4 --json"
    })
final class MatrixDiffCommand implements Callable<Integer> {
  @Mixin private Output output = new Output();

  @Parameters(index = "0", paramLabel = "A", description = "A matrix file.")
  private Path left = Path.of("");

  @Parameters(index = "1", paramLabel = "B", description = "Another.")
  private Path right = Path.of("");

  @Option(
      names = "--ulp",
      paramLabel = "N",
      description = {
        "Elements at most N units in the last place apart are the same, and so are zeros of either"
            + " sign and any two NaNs (default: all bits must be the same)."
      })
  private @Nullable Long ulp;

  @Override
  public Integer call() {
    try (SharedMatrix a = SharedMatrix.open(left, Access.READ);
        SharedMatrix b = SharedMatrix.open(right, Access.READ)) {
      MatrixDiff diff =
          ulp == null
              ? MatrixDiff.bitwise(a.grid(), b.grid())
              : MatrixDiff.within(a.grid(), b.grid(), ulp);
      if (output.isJson()) {
        output.print(json(diff, a.header().dtype()));
      } else {
        output.printText(text(diff));
      }
      return diff.isSame() ? PhalanxCli.DONE : PhalanxCli.FAILED;
    }
  }

  private static ObjectNode json(MatrixDiff diff, DType dtype) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("same", diff.isSame());
    json.put("mismatch", diff.mismatch());
    json.put("elements", diff.elements());
    json.put("differing", diff.differing());
    json.put("ulpMax", diff.ulpMax());
    ArrayNode places = json.putArray("places");
    for (MatrixDiff.Place place : diff.places()) {
      ObjectNode node = places.addObject();
      node.put("row", place.row());
      node.put("col", place.col());
      node.set("left", MatrixJson.element(dtype, place.left()));
      node.set("right", MatrixJson.element(dtype, place.right()));
      node.put("ulp", place.ulp());
    }
    return json;
  }

  private static String text(MatrixDiff diff) {
    if (diff.mismatch() != null) {
      return "different: " + diff.mismatch() + "\n";
    }
    if (diff.isSame()) {
      String distance = diff.ulpMax() == 0 ? "" : ", at most " + diff.ulpMax() + " ulp apart";
      return "same: " + diff.elements() + " elements" + distance + "\n";
    }
    Table table = new Table("ROW", "COL", "A", "B", "ULP");
    for (MatrixDiff.Place place : diff.places()) {
      table.row(place.row(), place.col(), place.left(), place.right(), distance(place.ulp()));
    }
    long more = diff.differing() - diff.places().size();
    return "different: "
        + diff.differing()
        + " of "
        + diff.elements()
        + " elements, largest distance "
        + distance(diff.ulpMax())
        + " ulp\n"
        + table
        + (more == 0 ? "" : "and " + more + " more\n");
  }

  /// NaN is as far from any number as can be.
  private static String distance(long ulp) {
    return ulp == Long.MAX_VALUE ? "inf" : String.valueOf(ulp);
  }
}
