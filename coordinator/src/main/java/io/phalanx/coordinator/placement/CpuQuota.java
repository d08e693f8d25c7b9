package io.phalanx.coordinator.placement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/// How much processor time the control groups of this process allow, however many cores it runs on.
final class CpuQuota {
  private CpuQuota() {}

  /// The smallest quota of the groups it is in, in cores; empty if there is none. In a container
  /// its own group is mounted as the root.
  ///
  /// @param root the root of the file system, or a copy of the files that are read below it
  static OptionalDouble read(Path root) throws IOException {
    OptionalDouble smallest = OptionalDouble.empty();
    for (String line : lines(root.resolve("proc/self/cgroup"))) {
      String[] fields = line.split(":", 3);
      boolean unified = fields.length == 3 && fields[1].isEmpty();
      if (unified || (fields.length == 3 && List.of(fields[1].split(",")).contains("cpu"))) {
        Path mount = root.resolve(unified ? "sys/fs/cgroup" : "sys/fs/cgroup/cpu");
        Path group = mount.resolve(fields[2].substring(1)).normalize();
        for (Path at = group; at != null && at.startsWith(mount); at = at.getParent()) {
          double quota = unified ? unified(at) : legacy(at);
          if (quota < smallest.orElse(Double.MAX_VALUE)) {
            smallest = OptionalDouble.of(quota);
          }
        }
      }
    }
    return smallest;
  }

  /// `cpu.max` is `max 100000` or `150000 100000`: time in each period, in µs.
  private static double unified(Path group) throws IOException {
    String[] words = first(group.resolve("cpu.max")).split(" ", -1);
    return words.length == 2 ? quota(words[0], words[1]) : Double.MAX_VALUE;
  }

  private static double legacy(Path group) throws IOException {
    return quota(
        first(group.resolve("cpu.cfs_quota_us")), first(group.resolve("cpu.cfs_period_us")));
  }

  private static double quota(String time, String period) {
    boolean limited = time.matches("\\d{1,15}") && period.matches("[1-9]\\d{0,14}");
    return limited ? Double.parseDouble(time) / Double.parseDouble(period) : Double.MAX_VALUE;
  }

  private static String first(Path file) throws IOException {
    return lines(file).stream().findFirst().orElse("").strip();
  }

  private static List<String> lines(Path file) throws IOException {
    try {
      return Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }
}
