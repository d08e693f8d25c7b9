package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.config.Configuration;
import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.catalog.Operations;
import io.phalanx.shared.plugin.KernelSet;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/// The jars of user kernels that a command looks for operations in: `--kernels`, else those that
/// are set elsewhere.
final class KernelOptions {
  @Option(
      names = "--kernels",
      paramLabel = "JAR",
      description =
          "A jar of user kernels, or a library of one; may be repeated (default: $PHALANX_KERNELS,"
              + " several with : between them, else kernels of phalanx.properties).")
  private List<Path> jars = List.of();

  /// The kernels of these jars; none where no jar is named.
  ///
  /// @throws IllegalArgumentException if a jar has none
  KernelSet set(Configuration configuration) {
    return KernelSet.of(paths(configuration).toArray(Path[]::new));
  }

  /// Those that an operation needs. Jars that environment or file name are not even looked at for a
  /// built-in one, which they can neither change nor break.
  KernelSet setFor(String operation, Configuration configuration) {
    boolean builtIn = Operations.all().stream().map(Operation::name).anyMatch(operation::equals);
    if (jars.isEmpty() && builtIn) {
      return KernelSet.of();
    }
    KernelSet set = set(configuration);
    return builtIn ? KernelSet.of() : set;
  }

  private List<Path> paths(Configuration configuration) {
    List<Path> named = jars.isEmpty() ? configuration.kernels() : jars;
    return named.stream().map(Caller.here()::resolved).toList();
  }
}
