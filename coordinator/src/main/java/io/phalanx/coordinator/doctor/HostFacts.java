package io.phalanx.coordinator.doctor;

import io.phalanx.coordinator.report.ByteCount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// What a measurement says of the host it was taken on.
///
/// @param root the root of the file system, or a copy of the files that are read below it
public record HostFacts(Path root) {
  /// The facts by name. What the system does not tell is left out.
  public Map<String, String> look() throws IOException {
    ProcFiles proc = new ProcFiles(root);
    Map<String, String> facts = new LinkedHashMap<>();
    put(facts, "cpu", field("proc/cpuinfo", "model name"));
    int cores = Runtime.getRuntime().availableProcessors();
    facts.put("cores", cores + " available, " + Math.max(cores, proc.hostCores()) + " on the host");
    OptionalLong total = proc.memory("MemTotal");
    if (total.isPresent()) {
      OptionalLong limit = proc.cgroupLimit(total.getAsLong());
      facts.put(
          "memory",
          ByteCount.of(total.getAsLong())
              + (limit.isPresent() ? ", cgroup limit " + ByteCount.of(limit.getAsLong()) : ""));
    }
    put(facts, "kernel", first("proc/sys/kernel/osrelease"));
    put(facts, "hugePages", proc.hugePages("shmem_enabled"));
    put(facts, "loadAtStart", first("proc/loadavg"));
    return facts;
  }

  /// Memory that programs may still take, in bytes; empty where it is unknown.
  public OptionalLong availableBytes() throws IOException {
    ProcFiles proc = new ProcFiles(root);
    OptionalLong available = proc.memory("MemAvailable");
    OptionalLong total = proc.memory("MemTotal");
    if (available.isEmpty() || total.isEmpty()) {
      return available;
    }
    long limit = proc.cgroupLimit(total.getAsLong()).orElse(Long.MAX_VALUE);
    return OptionalLong.of(Math.min(available.getAsLong(), limit));
  }

  private static void put(Map<String, String> facts, String name, String value) {
    if (!value.isEmpty()) {
      facts.put(name, value);
    }
  }

  private String first(String file) throws IOException {
    return lines(file).stream().findFirst().orElse("").strip();
  }

  private String field(String file, String name) throws IOException {
    return lines(file).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("");
  }

  private List<String> lines(String file) throws IOException {
    Path path = root.resolve(file);
    return Files.isReadable(path) ? Files.readAllLines(path) : List.of();
  }
}
