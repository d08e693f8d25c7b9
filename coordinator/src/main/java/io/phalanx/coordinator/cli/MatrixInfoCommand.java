package io.phalanx.coordinator.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phalanx.coordinator.report.MatrixJson;
import io.phalanx.coordinator.report.Table;
import io.phalanx.shared.matrix.NpyHeader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `phalanx matrix info`.
@Command(
    name = "info",
    description = "What the headers of matrix files say. BYTES is the size of the data.",
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  phalanx matrix info a.npy", "  phalanx matrix info *.npy --json"})
final class MatrixInfoCommand implements Callable<Integer> {
  @Mixin private Output output = new Output();

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Matrix files.")
  private List<Path> files = List.of();

  @Override
  public Integer call() {
    Map<Path, NpyHeader> headers = new LinkedHashMap<>();
    files.forEach(file -> headers.put(file, NpyHeader.read(file)));
    if (output.isJson()) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      ArrayNode list = json.putArray("files");
      headers.forEach((file, header) -> list.add(MatrixJson.of(file, header)));
      output.print(json);
      return PhalanxCli.DONE;
    }
    Table table = new Table("PATH", "DTYPE", "ROWS", "COLS", "NPY", "OFFSET", "BYTES");
    headers.forEach((file, header) ->
        table.row(
            file,
            header.dtype().label(),
            header.rows(),
            header.cols(),
            header.version(),
            header.dataOffset(),
            header.dataBytes()));
    output.printText(table.toString());
    return PhalanxCli.DONE;
  }
}
