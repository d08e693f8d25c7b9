package io.phalanx.coordinator.jobs;

import io.phalanx.shared.ledger.TileLedger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// How soon the tiles of a job were computed: what starting and warming up cost it.
///
/// @param firstTileUs when the first tile of its first phase was claimed, in µs since 1970; 0 if
///   that is not known
/// @param steadyUs when the first tile of its last phase was claimed from which on tiles took no
///   longer than the later ones; 0 if there were too few tiles to tell
public record Pace(long firstTileUs, long steadyUs) {
  /// Nothing is known.
  public static final Pace NONE = new Pace(0, 0);

  /// Tiles that must be as fast as the later ones before they count as steady.
  private static final int WINDOW = 8;

  /// A phase with fewer tiles says nothing about its pace.
  private static final int TILES_MIN = 2 * WINDOW;

  /// How much longer than the later ones they may take.
  private static final double TOLERANCE = 1.25;

  /// With what the ledger of a finished phase says, which is the next one of the job.
  Pace after(TileLedger phase) {
    if (phase.tileCount() < TILES_MIN) {
      return new Pace(firstTileUs == 0 ? us(firstNs(phase)) : firstTileUs, 0);
    }
    long[][] times =
        IntStream.range(0, phase.tileCount())
            .mapToObj(tile -> new long[] {phase.beganNs(tile), phase.endedNs(tile)})
            .sorted(Comparator.comparingLong(time -> time[0]))
            .toArray(long[][]::new);
    long[] beganNs = Arrays.stream(times).mapToLong(time -> time[0]).toArray();
    long[] tookNs = Arrays.stream(times).mapToLong(time -> time[1] - time[0]).toArray();
    return new Pace(firstTileUs == 0 ? us(beganNs[0]) : firstTileUs, steadyUs(beganNs, tookNs));
  }

  /// When the first of a few tiles was claimed; 0 if there is none.
  private static long firstNs(TileLedger phase) {
    long firstNs = 0;
    for (int tile = 0; tile < phase.tileCount(); tile++) {
      long beganNs = phase.beganNs(tile);
      firstNs = firstNs == 0 ? beganNs : Math.min(firstNs, beganNs);
    }
    return firstNs;
  }

  /// When tiles, in the order of their claims, came to a steady pace, in µs since 1970; 0 if there
  /// are too few to tell.
  static long steadyUs(long[] beganNs, long[] tookNs) {
    int tiles = beganNs.length;
    if (tiles < TILES_MIN) {
      return 0;
    }
    double allowed = TOLERANCE * median(tookNs, tiles / 2, tiles);
    for (int at = 0; at + WINDOW <= tiles; at++) {
      if (median(tookNs, at, at + WINDOW) <= allowed) {
        return us(beganNs[at]);
      }
    }
    return 0;
  }

  private static long median(long[] values, int from, int to) {
    long[] sorted = Arrays.copyOfRange(values, from, to);
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static long us(long ns) {
    return TimeUnit.NANOSECONDS.toMicros(ns);
  }
}
