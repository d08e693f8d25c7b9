package io.phalanx.coordinator.doctor;

import io.phalanx.coordinator.placement.ControlGroups;
import io.phalanx.coordinator.placement.ControlGroups.Group;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What Linux tells of itself as files below /proc and /sys.
///
/// @param root the root of the file system
record ProcFiles(Path root) {
  private static final Pattern CHOSEN = Pattern.compile("\\[([a-z_]+)]");
  private static final Pattern KIBIBYTES = Pattern.compile("(\\w+):\\s+(\\d{1,15}) kB");

  /// A line of /proc/meminfo, in bytes.
  OptionalLong memory(String name) throws IOException {
    return kibibytes("proc/meminfo", name);
  }

  /// Size of a page of this process, in bytes.
  OptionalLong pageBytes() throws IOException {
    return kibibytes("proc/self/smaps", "KernelPageSize");
  }

  long hostCores() throws IOException {
    return lines("proc/cpuinfo").stream().filter(line -> line.startsWith("processor")).count();
  }

  /// The word in brackets of a setting of transparent huge pages; empty if there is none.
  String hugePages(String setting) throws IOException {
    return lines("sys/kernel/mm/transparent_hugepage/" + setting).stream()
        .map(CHOSEN::matcher)
        .filter(Matcher::find)
        .map(chosen -> chosen.group(1))
        .findFirst()
        .orElse("");
  }

  /// The smallest memory limit of the control groups this process is in, in bytes; empty if none is
  /// below the memory of the host.
  OptionalLong cgroupLimit(long totalBytes) throws IOException {
    OptionalLong smallest = OptionalLong.empty();
    for (Group group : ControlGroups.of(root, "memory")) {
      long limit = limit(group.first(group.unified() ? "memory.max" : "memory.limit_in_bytes"));
      if (limit < Math.min(totalBytes, smallest.orElse(Long.MAX_VALUE))) {
        smallest = OptionalLong.of(limit);
      }
    }
    return smallest;
  }

  private static long limit(String text) {
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : Long.MAX_VALUE;
  }

  private OptionalLong kibibytes(String file, String name) throws IOException {
    Path path = root.resolve(file);
    if (!Files.isReadable(path)) {
      return OptionalLong.empty();
    }
    try (Stream<String> lines = Files.lines(path)) {
      return lines
          .map(KIBIBYTES::matcher)
          .filter(line -> line.matches() && line.group(1).equals(name))
          .mapToLong(line -> Long.parseLong(line.group(2)) << 10)
          .findFirst();
    }
  }

  private List<String> lines(String file) throws IOException {
    try {
      return Files.readAllLines(root.resolve(file));
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }
}
