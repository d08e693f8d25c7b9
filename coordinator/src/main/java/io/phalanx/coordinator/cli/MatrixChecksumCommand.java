package io.phalanx.coordinator.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phalanx.shared.matrix.Access;
import io.phalanx.shared.matrix.Checksum;
import io.phalanx.shared.matrix.NpyHeader;
import io.phalanx.shared.matrix.SharedMatrix;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `phalanx matrix checksum`.
@Command(
    name = "checksum",
    description = {
      "SHA-256 of the data bytes, without the header: the same for the same elements.",
      "In Python: hashlib.sha256(numpy.load(FILE).tobytes()).hexdigest()"
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  phalanx matrix checksum a.npy",
      "  phalanx matrix checksum *.npy --json"
    })
final class MatrixChecksumCommand implements Callable<Integer> {
  @Mixin private Output output = new Output();

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Matrix files.")
  private List<Path> files = List.of();

  @Override
  public Integer call() {
    // Bad input is refused before the first line, not gigabytes later.
    files.forEach(NpyHeader::read);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode list = json.putArray("files");
    for (Path file : files) {
      String sha256 = sha256(file);
      if (output.isJson()) {
        list.addObject().put("path", file.toString()).put("sha256", sha256);
      } else {
        output.printLine(sha256 + "  " + file);
      }
    }
    if (output.isJson()) {
      output.print(json);
    }
    return PhalanxCli.DONE;
  }

  private static String sha256(Path file) {
    try (SharedMatrix matrix = SharedMatrix.open(file, Access.READ)) {
      return Checksum.sha256(matrix.grid());
    }
  }
}
