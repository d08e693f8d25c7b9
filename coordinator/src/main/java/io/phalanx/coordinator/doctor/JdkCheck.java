package io.phalanx.coordinator.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The JDK that runs this process, which is the one that runs the workers, and the files of the
/// distribution.
///
/// @param vendor its vendor
/// @param home folder of the distribution; null if there is none
record JdkCheck(String vendor, @Nullable Path home) implements Check {
  /// What all of this was tested with.
  private static final int JDK_EXPECTED = 25;

  @Override
  public List<Finding> look() {
    return List.of(jdk(), distribution());
  }

  private Finding jdk() {
    String path = ProcessHandle.current().info().command().orElse("unknown");
    String found = Runtime.version() + ", " + vendor + ", " + path;
    return Finding.warnIf(
        Runtime.version().feature() != JDK_EXPECTED,
        "jdk",
        found,
        "tested with JDK " + JDK_EXPECTED + " only: set PHALANX_JAVA_HOME to one");
  }

  private Finding distribution() {
    if (home == null) {
      return Finding.fail(
          "distribution", "phalanx.home is not set", "start through launch-scripts/phalanx");
    }
    List<String> missing =
        Stream.of("jvm.options", "worker.options", "compiler.options", "lib/phalanx-worker.jar")
            .filter(name -> !Files.isReadable(home.resolve(name)))
            .toList();
    return missing.isEmpty()
        ? Finding.ok("distribution", home.toString())
        : Finding.fail(
            "distribution",
            home + ", missing=" + missing,
            "build it again with mvn package, or unpack it again");
  }
}
