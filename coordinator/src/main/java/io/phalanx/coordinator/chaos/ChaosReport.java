package io.phalanx.coordinator.chaos;

import java.util.List;
import java.util.Map;

/// What came of a chaos test.
///
/// @param jobs number of jobs that ran
/// @param harms how often what was done
/// @param differences each job whose result was not that of an undisturbed serial run, and how
public record ChaosReport(int jobs, Map<Harm, Integer> harms, List<String> differences) {
  public ChaosReport {
    harms = Map.copyOf(harms);
    differences = List.copyOf(differences);
  }

  /// Processes that were killed, by this test or, having been stopped, by the cluster.
  public int kills() {
    return harms.entrySet().stream()
        .filter(harm -> harm.getKey() != Harm.PAUSE_WORKER)
        .mapToInt(Map.Entry::getValue)
        .sum();
  }
}
