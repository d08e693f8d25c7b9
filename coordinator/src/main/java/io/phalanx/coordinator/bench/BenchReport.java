package io.phalanx.coordinator.bench;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What a benchmark found.
///
/// @param environment what it ran on and with, by name, in the order in which it is shown
/// @param contenders who took part and how each works, by name
/// @param absent who could not take part at all, and why
/// @param warm operations on a cluster that runs, and on peers that run
/// @param small small jobs, one after the other; empty if none were run
/// @param cold whole programs, from start to exit
public record BenchReport(
    Map<String, String> environment,
    Map<String, String> contenders,
    Map<String, String> absent,
    List<TaskResult> warm,
    List<TaskResult> small,
    List<TaskResult> cold) {
  /// True if this project computed all that it was asked, and what was asked.
  public boolean isSound() {
    return Stream.of(warm, small, cold)
        .flatMap(List::stream)
        .map(result -> result.standings().getFirst().state())
        .allMatch(state -> state == Standing.State.RANKED || state == Standing.State.ABSENT);
  }
}
