package io.phalanx.coordinator.placement;

import io.phalanx.coordinator.placement.ControlGroups.Group;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalDouble;

/// How much processor time the control groups of this process allow, however many cores it runs on.
final class CpuQuota {
  private CpuQuota() {}

  /// The smallest quota of the groups it is in, in cores; empty if there is none.
  ///
  /// @param root the root of the file system, or a copy of the files that are read below it
  static OptionalDouble read(Path root) throws IOException {
    OptionalDouble smallest = OptionalDouble.empty();
    for (Group group : ControlGroups.of(root, "cpu")) {
      double quota = group.unified() ? unified(group) : legacy(group);
      if (quota < smallest.orElse(Double.MAX_VALUE)) {
        smallest = OptionalDouble.of(quota);
      }
    }
    return smallest;
  }

  /// `cpu.max` is `max 100000` or `150000 100000`: time in each period, in µs.
  private static double unified(Group group) throws IOException {
    String[] words = group.first("cpu.max").split(" ", -1);
    return words.length == 2 ? quota(words[0], words[1]) : Double.MAX_VALUE;
  }

  private static double legacy(Group group) throws IOException {
    return quota(group.first("cpu.cfs_quota_us"), group.first("cpu.cfs_period_us"));
  }

  private static double quota(String time, String period) {
    boolean limited = time.matches("\\d{1,15}") && period.matches("[1-9]\\d{0,14}");
    return limited ? Double.parseDouble(time) / Double.parseDouble(period) : Double.MAX_VALUE;
  }
}
