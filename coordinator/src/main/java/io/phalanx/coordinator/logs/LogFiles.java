package io.phalanx.coordinator.logs;

import io.phalanx.shared.config.ClusterDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The processes of a cluster that have written logs, dead ones included.
///
/// @param directory the cluster
public record LogFiles(ClusterDirectory directory) {
  private static final Pattern NAME =
      Pattern.compile("(coordinator|worker-\\d{1,9})\\.(?:log|out)(?:\\.1)?");

  /// Their names: the coordinator first, then the workers by number.
  public List<String> processes() {
    if (!Files.isDirectory(directory.logs())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory.logs())) {
      return files
          .map(file -> NAME.matcher(String.valueOf(file.getFileName())))
          .filter(Matcher::matches)
          .map(name -> name.group(1))
          .distinct()
          .sorted(Comparator.comparingInt(LogFiles::rank))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot list the logs: directory=" + directory.logs() + ", cause=" + e, e);
    }
  }

  /// Refuses a process that has written nothing.
  public String requireKnown(String process) {
    List<String> known = processes();
    if (!known.contains(process)) {
      throw new IllegalArgumentException(
          "no log of this process: process="
              + process
              + ", known="
              + known
              + ", directory="
              + directory.root()
              + "; choose one of these, or another directory with --dir");
    }
    return process;
  }

  /// Its place among the processes: the coordinator is before the first worker.
  public static int rank(String process) {
    int dash = process.indexOf('-');
    return dash < 0 ? -1 : Integer.parseInt(process.substring(dash + 1));
  }
}
