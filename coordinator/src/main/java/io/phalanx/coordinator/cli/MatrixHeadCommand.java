package io.phalanx.coordinator.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phalanx.coordinator.report.MatrixJson;
import io.phalanx.coordinator.report.Table;
import io.phalanx.shared.matrix.Access;
import io.phalanx.shared.matrix.NpyHeader;
import io.phalanx.shared.matrix.SharedMatrix;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `phalanx matrix head`.
@Command(
    name = "head",
    description = "The first rows and columns of a matrix, every element to the last bit.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  phalanx matrix head a.npy",
      "  phalanx matrix head a.npy -n 2 --cols 3 --json"
    })
final class MatrixHeadCommand implements Callable<Integer> {
  /// Beyond these it is no longer the head, and a table no longer fits into memory.
  private static final int ROWS_MAX = 10_000;

  private static final int COLS_MAX = 1_000;

  @Mixin private Output output = new Output();

  @Parameters(paramLabel = "FILE", description = "A matrix file.")
  private Path file = Path.of("");

  @Option(names = "-n", paramLabel = "N", description = "Rows (default: 5).")
  private int rows = 5;

  @Option(names = "--cols", paramLabel = "N", description = "Columns (default: 8).")
  private int cols = 8;

  @Override
  public Integer call() {
    requireInRange("n", rows, ROWS_MAX);
    requireInRange("cols", cols, COLS_MAX);
    try (SharedMatrix matrix = SharedMatrix.open(file, Access.READ)) {
      List<List<String>> shown = shown(matrix);
      if (output.isJson()) {
        print(matrix.header(), shown);
      } else {
        output.printText(text(matrix.header(), shown));
      }
    }
    return PhalanxCli.DONE;
  }

  private List<List<String>> shown(SharedMatrix matrix) {
    List<List<String>> shown = new ArrayList<>();
    for (long row = 0; row < Math.min(rows, matrix.header().rows()); row++) {
      List<String> texts = new ArrayList<>();
      for (long col = 0; col < Math.min(cols, matrix.header().cols()); col++) {
        texts.add(matrix.text(row, col));
      }
      shown.add(texts);
    }
    return shown;
  }

  private void print(NpyHeader header, List<List<String>> shown) {
    ObjectNode json = MatrixJson.of(file, header);
    ArrayNode head = json.putArray("head");
    for (List<String> texts : shown) {
      ArrayNode row = head.addArray();
      texts.forEach(text -> row.add(MatrixJson.element(header.dtype(), text)));
    }
    output.print(json);
  }

  private String text(NpyHeader header, List<List<String>> shown) {
    List<String> titles = new ArrayList<>(List.of(""));
    for (int col = 0; col < Math.min(cols, header.cols()); col++) {
      titles.add(String.valueOf(col));
    }
    Table table = new Table(titles.toArray(String[]::new));
    for (int row = 0; row < shown.size(); row++) {
      List<String> cells = new ArrayList<>(List.of(String.valueOf(row)));
      cells.addAll(shown.get(row));
      table.row(cells.toArray());
    }
    return table
        + "of "
        + header.rows()
        + "x"
        + header.cols()
        + " "
        + header.dtype().label()
        + System.lineSeparator();
  }

  private static void requireInRange(String name, int value, int max) {
    if (value < 0 || value > max) {
      throw new IllegalArgumentException(
          "out of range: " + name + "=" + value + ", min=0, max=" + max);
    }
  }
}
