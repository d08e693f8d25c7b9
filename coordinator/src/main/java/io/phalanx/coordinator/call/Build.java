package io.phalanx.coordinator.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Which build of the program is installed, on which JDK it runs: clusters and callers of two
/// builds do not mix.
public final class Build {
  private Build() {}

  /// The build in this distribution's folder, on the JDK of this process.
  public static String of(Path home) throws IOException {
    String id;
    try {
      id = Files.readString(home.resolve("build.id")).strip();
    } catch (NoSuchFileException e) {
      id = "unknown";
    }
    return id + " on " + Runtime.version();
  }
}
