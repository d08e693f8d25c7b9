package io.phalanx.coordinator.call;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Which build of the program is installed: clusters and callers of two builds do not mix.
///
/// @param id made when the distribution was
/// @param jdk version of the JDK that runs it
public record Build(String id, String jdk) {
  /// The build in this distribution's folder, on the JDK of this process.
  public static Build of(Path home) {
    String id;
    try {
      id = Files.readString(home.resolve("build.id")).strip();
    } catch (NoSuchFileException e) {
      id = "unknown";
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the build: home=" + home + ", cause=" + e, e);
    }
    return new Build(id, Runtime.version().toString());
  }

  @Override
  public String toString() {
    return id + " on " + jdk;
  }
}
