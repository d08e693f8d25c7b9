package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.config.Setting;
import io.phalanx.coordinator.placement.Affinity;
import io.phalanx.coordinator.tune.TunePoint;
import io.phalanx.coordinator.tune.WorkerCounts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What a sweep tries, and how long.
final class SweepOptions {
  private static final double MS = 1e3;

  @Option(
      names = "--workers",
      paramLabel = "1-4",
      description = "Numbers of workers, such as 1-4 or 1,2,8 (default: 1 to twice the cores).")
  private @Nullable String workers;

  @Option(
      names = "--pin",
      paramLabel = "both|yes|no",
      description = "Workers bound to cores, or not (default: both; no where it is not Linux).")
  private @Nullable Pins pins;

  @Option(
      names = "--tile-kib",
      paramLabel = "K,...",
      split = ",",
      description =
          "Sizes of tiles in KiB, such as 64,256,1024 (default: the one that is set). Without effect"
              + " on reductions.")
  private List<String> tiles = List.of();

  @Option(
      names = "--time",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      defaultValue = "60s",
      description =
          "How long to measure at most; starts and warm-up come on top (default: ${DEFAULT-VALUE}).")
  private long timeMs;

  /// Which points are tried.
  enum Pins {
    BOTH,
    YES,
    NO
  }

  /// The sizes of tiles that were named, in KiB.
  ///
  /// @throws IllegalArgumentException if one is none
  List<Integer> tiles() {
    return tiles.stream().map(SweepOptions::tile).toList();
  }

  private static int tile(String text) {
    try {
      return Math.toIntExact(Setting.TILE_KIB.parse(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "no size of a tile: tile-kib=" + text + "; allowed: " + Setting.TILE_KIB.allowed(), e);
    }
  }

  /// How long to measure at most, in s.
  double seconds() {
    return timeMs / MS;
  }

  /// What is tried.
  ///
  /// @param cores how many this process may use
  List<TunePoint> points(int cores) {
    List<Integer> counts =
        workers == null ? WorkerCounts.byDefault(cores) : WorkerCounts.parse(workers);
    List<TunePoint> points = new ArrayList<>();
    for (int count : counts) {
      for (boolean pinned : pinned()) {
        for (int tile : tiles.isEmpty() ? List.of(0) : tiles()) {
          points.add(new TunePoint(count, pinned, tile));
        }
      }
    }
    return points;
  }

  private List<Boolean> pinned() {
    Pins wanted = pins == null ? (Affinity.PRESENT ? Pins.BOTH : Pins.NO) : pins;
    if (wanted != Pins.NO && !Affinity.PRESENT) {
      throw new IllegalArgumentException("pinning is Linux only: leave out --pin, or say --pin no");
    }
    return switch (wanted) {
      case BOTH -> List.of(false, true);
      case YES -> List.of(true);
      case NO -> List.of(false);
    };
  }
}
