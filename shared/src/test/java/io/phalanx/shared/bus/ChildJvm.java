package io.phalanx.shared.bus;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Commands that run a test's `main` in a JVM of its own, as the scripts would start it.
public final class ChildJvm {
  private static final Path OPTIONS = Path.of("..", "launch-scripts", "jvm.options");

  /// The one line that the JVM itself prints; no option keeps it quiet.
  private static final String INCUBATOR = "WARNING: Using incubator modules: jdk.incubator.vector";

  private ChildJvm() {}

  /// The command that runs a program with a directory as its argument.
  public static List<String> command(Class<?> program, Path directory) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "@" + OPTIONS.toAbsolutePath().normalize(),
        "-XX:TieredStopAtLevel=1",
        "-Xmx128m",
        "-cp",
        System.getProperty("java.class.path"),
        program.getName(),
        directory.toString());
  }

  /// The command with a small file system of its own mounted on a directory; nobody else sees it.
  public static List<String> onSmallDisk(Path mountPoint, int sizeMib, List<String> command) {
    String script = "mount -t tmpfs -o size=" + sizeMib + "m tmpfs \"$0\" && exec \"$@\"";
    List<String> wrapped =
        new ArrayList<>(List.of("unshare", "-rm", "sh", "-c", script, mountPoint.toString()));
    wrapped.addAll(command);
    return wrapped;
  }

  /// Starts a command with its errors among its output.
  public static Process start(List<String> command) throws IOException {
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /// The next line that the program printed, null at the end.
  public static @Nullable String readLine(BufferedReader output) throws IOException {
    String line = output.readLine();
    return INCUBATOR.equals(line) ? output.readLine() : line;
  }
}
