package io.phalanx.coordinator.placement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The processors that this process may use, as its control group and whoever started it allow.
///
/// @param cpus by number, at least one
public record Topology(List<Cpu> cpus) {
  private static final String ALLOWED = "Cpus_allowed_list:";

  public Topology {
    cpus = cpus.stream().sorted(Comparator.comparingInt(Cpu::id)).toList();
    if (cpus.isEmpty()) {
      throw new IllegalArgumentException("no processor is allowed");
    }
  }

  /// Those of this process.
  ///
  /// @param root the root of the file system, or a copy of the files that are read below it
  /// @throws IOException if Linux does not tell which they are
  static Topology read(Path root) throws IOException {
    Map<Integer, Integer> nodes = nodes(root);
    List<Cpu> cpus = new ArrayList<>();
    for (int id : allowed(root)) {
      Path topology = root.resolve("sys/devices/system/cpu/cpu" + id + "/topology");
      int socket = number(topology.resolve("physical_package_id"), 0);
      // Without a word each is a core of its own.
      cpus.add(
          new Cpu(id, nodes.getOrDefault(id, 0), socket, number(topology.resolve("core_id"), id)));
    }
    return new Topology(cpus);
  }

  private static List<Integer> allowed(Path root) throws IOException {
    Path status = root.resolve("proc/self/status");
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith(ALLOWED))
          .findFirst()
          .map(line -> CpuList.parse(line.substring(ALLOWED.length())))
          .orElseThrow(() -> new IOException("no " + ALLOWED + " in " + status));
    }
  }

  /// The node of each processor; empty where Linux knows of none.
  private static Map<Integer, Integer> nodes(Path root) throws IOException {
    Map<Integer, Integer> nodes = new HashMap<>();
    Path folder = root.resolve("sys/devices/system/node");
    if (!Files.isDirectory(folder)) {
      return nodes;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.toList()) {
        String name = entry.getFileName().toString();
        if (name.matches("node\\d{1,6}")) {
          int node = Integer.parseInt(name.substring("node".length()));
          CpuList.parse(Files.readString(entry.resolve("cpulist")))
              .forEach(id -> nodes.put(id, node));
        }
      }
    }
    return nodes;
  }

  private static int number(Path file, int otherwise) throws IOException {
    try {
      // Linux says -1 where the hardware does not tell.
      int number = Integer.parseInt(Files.readString(file).strip());
      return number < 0 ? otherwise : number;
    } catch (NoSuchFileException e) {
      return otherwise;
    }
  }

  /// Number of NUMA nodes that they lie in.
  long nodeCount() {
    return cpus.stream().mapToInt(Cpu::node).distinct().count();
  }

  /// Where a processor is among all: sockets in brackets, cores between slashes, a letter for each
  /// thread of a core, as `[B/.][./.]`.
  String picture(Cpu bound) {
    Map<Integer, List<Cpu>> sockets =
        cpus.stream().collect(Collectors.groupingBy(Cpu::socket, Collectors.toList()));
    return sockets.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(socket -> "[" + cores(socket.getValue(), bound) + "]")
        .collect(Collectors.joining());
  }

  private static String cores(List<Cpu> cpus, Cpu bound) {
    Map<Integer, String> cores =
        cpus.stream()
            .collect(
                Collectors.groupingBy(
                    Cpu::core,
                    Collectors.mapping(
                        cpu -> cpu.equals(bound) ? "B" : ".", Collectors.joining())));
    return cores.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .collect(Collectors.joining("/"));
  }
}
