package io.phalanx.coordinator.placement;

import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The cores of one cluster's workers, from its start to its end.
///
/// A worker's core is its own until it is [released][#release]: replacements get it, too. Nothing
/// here keeps a cluster from running: what cannot be had is a warning, and read with the
/// [Bindings].
///
/// The coordinator's thread owns it.
public final class Pinning implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Pinning.class);

  private final ClusterDirectory directory;
  private final Host host;
  private final Map<Integer, Cpu> cores = new TreeMap<>();

  /// In the order in which they arose, each once.
  private final Set<String> warnings = new LinkedHashSet<>();

  /// Null where workers are not bound.
  private final @Nullable Topology topology;

  private Pinning(ClusterDirectory directory, Host host, @Nullable Topology topology) {
    this.directory = directory;
    this.host = host;
    this.topology = topology;
  }

  /// Where workers are bound.
  ///
  /// @param root the root of the file system, or a copy of the files that are read below it
  /// @param leases of all clusters; null where they cannot be had
  /// @param self the coordinator
  /// @param inTurns true if the clusters of this process work in turn, on the same cores
  record Host(Path root, @Nullable CoreLeases leases, ProcessIdentity self, boolean inTurns) {}

  /// Binds nobody.
  public static Pinning none(ClusterDirectory directory) {
    return new Pinning(
        directory, new Host(Path.of("/"), null, ProcessIdentity.current(), false), null);
  }

  /// Takes cores for the workers of a cluster, and writes down which.
  ///
  /// @param workers how many it starts with
  /// @param inTurns true if it may have the cores of other clusters of this process: they work in
  ///   turn
  public static Pinning take(ClusterDirectory directory, int workers, boolean inTurns) {
    List<String> complaints = new ArrayList<>();
    Topology topology = null;
    CoreLeases leases = null;
    Path root = Path.of("/");
    if (!Affinity.PRESENT) {
      complaints.add("workers are not bound to cores: pinning is Linux only");
    } else {
      try {
        topology = Topology.read(root);
        leases = CoreLeases.ofUser();
      } catch (IOException | RuntimeException e) {
        complaints.add(
            (topology == null
                    ? "workers are not bound to cores: Linux does not tell which there are"
                    : "the cores of other clusters are not known")
                + ": cause="
                + e);
      }
    }
    Host host = new Host(root, leases, ProcessIdentity.current(), inTurns);
    Pinning pinning = new Pinning(directory, host, topology);
    complaints.forEach(pinning::warn);
    pinning.takeFirst(workers);
    return pinning;
  }

  /// The same on a host of a test.
  static Pinning take(ClusterDirectory directory, int workers, Host host) throws IOException {
    Pinning pinning = new Pinning(directory, host, Topology.read(host.root()));
    pinning.takeFirst(workers);
    return pinning;
  }

  private void takeFirst(int workers) {
    warnOfQuota(workers);
    bind(IntStream.range(0, workers).boxed().toList());
  }

  /// The core of a worker, which gets one if it has none yet; empty where workers are not bound.
  public OptionalInt core(int worker) {
    if (topology == null) {
      return OptionalInt.empty();
    }
    if (!cores.containsKey(worker)) {
      bind(List.of(worker));
    }
    Cpu cpu = cores.get(worker);
    return cpu == null ? OptionalInt.empty() : OptionalInt.of(cpu.id());
  }

  /// Gives the core of a worker back that is not replaced.
  public void release(int worker) {
    if (cores.remove(worker) != null) {
      change(List.of());
      write();
    }
  }

  /// Gives all cores back.
  @Override
  public void close() {
    if (topology == null && warnings.isEmpty()) {
      return;
    }
    cores.clear();
    change(List.of());
    try {
      Files.deleteIfExists(directory.bindings());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot tidy up: file=" + directory.bindings(), e);
    }
  }

  private void bind(List<Integer> workers) {
    change(workers);
    if (topology != null && cores.size() > topology.cpus().size()) {
      warn(
          "more workers than cores: workers="
              + cores.size()
              + ", cores="
              + topology.cpus().size()
              + "; some share a core");
    }
    write();
  }

  /// Gives cores to workers that have none, and lets other clusters know which are taken.
  private void change(List<Integer> workers) {
    if (topology == null) {
      return;
    }
    if (host.leases() != null) {
      try {
        host.leases().change(held -> held(held, workers));
        return;
      } catch (IOException e) {
        warn("the cores of other clusters are not known: cause=" + e.getMessage());
      }
    }
    place(topology, List.of(), workers);
  }

  /// @return the leases of all, once these workers have their cores
  private List<CoreLease> held(List<CoreLease> held, List<Integer> workers) {
    List<CoreLease> others =
        held.stream().filter(lease -> !lease.isOf(host.self(), directory.root())).toList();
    if (topology != null) {
      place(topology, others.stream().filter(this::isInTheWay).toList(), workers);
    }
    Stream<CoreLease> own =
        cores.values().stream().map(cpu -> new CoreLease(cpu.id(), host.self(), directory.root()));
    return Stream.concat(others.stream(), own).toList();
  }

  private boolean isInTheWay(CoreLease lease) {
    return !host.inTurns() || !lease.owner().equals(host.self());
  }

  private void place(Topology among, List<CoreLease> others, List<Integer> workers) {
    Placement placement = new Placement(among, others.stream().map(CoreLease::cpu).toList());
    for (int worker : workers) {
      if (!cores.containsKey(worker)) {
        Cpu cpu = placement.next(List.copyOf(cores.values()));
        cores.put(worker, cpu);
        others.stream()
            .filter(lease -> lease.cpu() == cpu.id())
            .forEach(lease -> warnOfNeighbour(lease, worker));
      }
    }
  }

  private void warnOfNeighbour(CoreLease lease, int worker) {
    warn(
        "no core is free: worker "
            + worker
            + " shares core "
            + lease.cpu()
            + " with another cluster: pid="
            + lease.owner().pid()
            + ", directory="
            + lease.directory());
  }

  private void warnOfQuota(int workers) {
    if (topology == null) {
      return;
    }
    try {
      CpuQuota.read(host.root())
          .ifPresent(quota -> {
            if (workers > quota) {
              warn(
                  "workers="
                      + workers
                      + " share the processor time of "
                      + quota
                      + " cores, a quota of their control group: beyond it all of them are halted");
            }
          });
    } catch (IOException e) {
      warn("the quota of the control group is not known: cause=" + e.getMessage());
    }
  }

  private void warn(String warning) {
    if (warnings.add(warning)) {
      LOG.warn("pinning: {}", warning);
    }
  }

  private void write() {
    Bindings bindings =
        new Bindings(
            cores.entrySet().stream()
                .map(core -> new Binding(core.getKey(), core.getValue(), picture(core.getValue())))
                .toList(),
            List.copyOf(warnings));
    try {
      bindings.write(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot write the bindings: file=" + directory.bindings() + ", cause=" + e, e);
    }
  }

  private String picture(Cpu cpu) {
    return topology == null ? "" : topology.picture(cpu);
  }
}
