package io.phalanx.coordinator.jobs.trace;

import java.util.List;

/// A worker process that ended while it was wanted by a job.
///
/// @param atMs when it was reaped, ms since 1970
/// @param worker its id
/// @param incarnation which process of that worker
/// @param how it ended, for people
/// @param phase of the job at that time
/// @param recoveryUs how long it took to bring what it left in the works to a known state
/// @param tiles what it was at, which others did again
public record Fault(
    long atMs,
    int worker,
    int incarnation,
    String how,
    int phase,
    long recoveryUs,
    List<Interrupted> tiles) {
  public Fault {
    tiles = List.copyOf(tiles);
  }

  /// A tile that was not finished by who had claimed it.
  ///
  /// @param tile of the phase
  /// @param beganNs when it was claimed, ns since 1970
  /// @param unitsDone how many of its units stay done
  /// @param attempts how often it had been claimed
  public record Interrupted(int tile, long beganNs, long unitsDone, int attempts) {}
}
