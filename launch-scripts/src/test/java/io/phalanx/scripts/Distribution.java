package io.phalanx.scripts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.stream.Stream;

/// Where the build put what these tests drive.
final class Distribution {
  /// The assembled distribution.
  static final Path HOME = property("phalanx.home");

  /// The folder `launch-scripts` of the checkout.
  static final Path SCRIPTS = property("phalanx.scripts");

  private Distribution() {}

  /// Copies files and folders; keeps permissions, since scripts must stay executable.
  ///
  /// @param target a folder that does not exist
  static void copy(Path source, Path target) throws IOException {
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(
            file,
            target.resolve(source.relativize(file).toString()),
            StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private static Path property(String name) {
    return Path.of(Objects.requireNonNull(System.getProperty(name), name));
  }
}
