package io.phalanx.coordinator.bench;

import io.phalanx.coordinator.process.Distribution;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// What a benchmark runs.
///
/// @param operations what is measured warm
/// @param sizeBytes size of a matrix, in bytes
/// @param rounds how often each contender runs
/// @param secondsMax time an operation may take before its rounds are cut short, in s
/// @param smallJobs number of small jobs whose time from submission to end is measured; 0 for none
/// @param coldBytes sizes of matrices on which whole programs are measured, from start to exit
/// @param peers groups of peers that take part, see [Peers#groups]
/// @param places where what is
public record BenchSpec(
    List<BenchOperation> operations,
    long sizeBytes,
    int rounds,
    double secondsMax,
    int smallJobs,
    List<Long> coldBytes,
    Set<String> peers,
    Places places) {
  /// How long a peer may take to answer, and a program to end.
  public static final long TIMEOUT_MS = 120_000;

  private static final int BYTES_MIN = 1 << 16;
  private static final int ROUNDS_MAX = 10_000;

  public BenchSpec {
    operations = List.copyOf(operations);
    coldBytes = List.copyOf(coldBytes);
    peers = Set.copyOf(peers);
    inRange("size", sizeBytes, BYTES_MIN, Long.MAX_VALUE);
    coldBytes.forEach(bytes -> inRange("cold size", bytes, BYTES_MIN, Long.MAX_VALUE));
    inRange("rounds", rounds, 1, ROUNDS_MAX);
    inRange("small jobs", smallJobs, 0, ROUNDS_MAX);
  }

  /// Where what is.
  ///
  /// @param distribution the installed program
  /// @param home folder in which the clusters of the benchmark live
  /// @param matrices folder in which the matrices lie, in memory if the limits of memory are to be
  ///   met
  /// @param python the Python of the peers
  /// @param workers workers of a cluster, and processes or threads of a peer
  public record Places(
      Distribution distribution, Path home, Path matrices, String python, int workers) {
    /// Folder of the scripts of the peers.
    Path scripts() {
      return distribution.home().resolve("peers");
    }
  }

  private static void inRange(String name, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "out of range: " + name + "=" + value + ", min=" + min + ", max=" + max);
    }
  }
}
