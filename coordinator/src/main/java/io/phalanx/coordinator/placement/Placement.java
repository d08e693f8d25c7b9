package io.phalanx.coordinator.placement;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Chooses a core for one more worker. Pure.
///
/// First those that nobody has, and among them: whole cores before second threads of a core, nodes
/// in turn, low numbers before high. So workers next to each other, whose bands of a matrix are
/// next to each other, lie in different nodes, and few workers use the memory of all. Once every
/// core is taken they are shared evenly, those of others before one's own: another cluster may be
/// idle just now, and a core of one's own is not while the job runs.
///
/// @param topology what may be chosen
/// @param others the processors that other clusters have, by number
record Placement(Topology topology, Collection<Integer> others) {
  /// The core for one more worker.
  ///
  /// @param own those of the workers that have theirs already
  Cpu next(List<Cpu> own) {
    Comparator<Cpu> order =
        Comparator.comparingLong((Cpu cpu) -> takers(own, cpu))
            .thenComparingLong(cpu -> own.stream().filter(cpu::equals).count())
            .thenComparingLong(cpu -> takersOfCore(own, cpu))
            .thenComparingLong(cpu -> own.stream().filter(o -> o.node() == cpu.node()).count())
            .thenComparingInt(Cpu::id);
    return topology.cpus().stream().min(order).orElseThrow();
  }

  private long othersOn(Cpu cpu) {
    return others.stream().filter(id -> id == cpu.id()).count();
  }

  private long takers(List<Cpu> own, Cpu cpu) {
    return own.stream().filter(cpu::equals).count() + othersOn(cpu);
  }

  private long takersOfCore(List<Cpu> own, Cpu cpu) {
    return topology.cpus().stream()
        .filter(cpu::sharesCoreWith)
        .mapToLong(sibling -> takers(own, sibling))
        .sum();
  }
}
