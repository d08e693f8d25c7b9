package io.phalanx.coordinator.cli;

import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.catalog.Operations;
import io.phalanx.shared.plugin.KernelSet;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/// The jars of user kernels that a command looks for operations in: `--kernels`, else
/// PHALANX_KERNELS.
final class KernelOptions {
  @Option(
      names = "--kernels",
      paramLabel = "JAR",
      description =
          "A jar of user kernels, or a library of one; may be repeated (default: $PHALANX_KERNELS,"
              + " several with : between them).")
  private List<Path> jars = List.of();

  /// The kernels of these jars; none where no jar is named.
  ///
  /// @throws IllegalArgumentException if a jar has none
  KernelSet set() {
    return KernelSet.of(paths().toArray(Path[]::new));
  }

  /// Those that an operation needs. Jars that the environment names are not even looked at for a
  /// built-in one, which they can neither change nor break.
  KernelSet setFor(String operation) {
    boolean builtIn = Operations.all().stream().map(Operation::name).anyMatch(operation::equals);
    if (jars.isEmpty() && builtIn) {
      return KernelSet.of();
    }
    KernelSet set = set();
    return builtIn ? KernelSet.of() : set;
  }

  private List<Path> paths() {
    String variable = Caller.here().kernels();
    if (!jars.isEmpty()) {
      return jars.stream().map(Caller.here()::resolved).toList();
    }
    return Stream.of(variable.split(Pattern.quote(File.pathSeparator), -1))
        .filter(text -> !text.isEmpty())
        .map(text -> Caller.here().resolved(Path.of(text)))
        .toList();
  }
}
