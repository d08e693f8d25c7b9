package io.phalanx.coordinator.report.timeline;

import io.phalanx.coordinator.jobs.trace.PhaseTrace;
import io.phalanx.coordinator.jobs.trace.Span;

/// How many tiles a job did in each of equal pieces of its time. A tile counts for the pieces that
/// it lasted through, by its share in each.
final class Throughput {
  private static final int PIECES_MAX = 60;
  private static final double US_PER_SECOND = 1e6;

  private final long firstUs;
  private final long pieceUs;
  private final double[] tiles;

  private Throughput(long firstUs, long pieceUs, int pieces) {
    this.firstUs = firstUs;
    this.pieceUs = pieceUs;
    this.tiles = new double[pieces];
  }

  /// Of a job; without pieces where no tile is done.
  static Throughput of(JobView view) {
    long firstUs = Long.MAX_VALUE;
    long limitUs = 0;
    for (PhaseTrace phase : view.phases()) {
      for (Span span : phase.spans()) {
        firstUs = Math.min(firstUs, view.at(phase, span.beganUs()));
        limitUs = Math.max(limitUs, view.endOf(phase, span));
      }
    }
    if (limitUs == 0) {
      return new Throughput(0, 1, 0);
    }
    long pieceUs = Math.max(1, (limitUs - firstUs + PIECES_MAX) / PIECES_MAX);
    Throughput empty = new Throughput(firstUs, pieceUs, PIECES_MAX);
    for (PhaseTrace phase : view.phases()) {
      for (Span span : phase.spans()) {
        if (!span.isOpen()) {
          empty.add(view.at(phase, span.beganUs()), view.endOf(phase, span), span.tiles());
        }
      }
    }
    return empty;
  }

  private void add(long beganUs, long endedUs, int count) {
    int from = piece(beganUs);
    int to = piece(endedUs);
    if (from == to) {
      tiles[from] += count;
      return;
    }
    double perUs = count / (double) (endedUs - beganUs);
    for (int piece = from; piece <= to; piece++) {
      long pieceBeganUs = firstUs + piece * pieceUs;
      long shareUs = Math.min(endedUs, pieceBeganUs + pieceUs) - Math.max(beganUs, pieceBeganUs);
      tiles[piece] += shareUs * perUs;
    }
  }

  private int piece(long atUs) {
    return (int) Math.min(tiles.length - 1L, (atUs - firstUs) / pieceUs);
  }

  /// Where the first piece begins on the axis.
  long firstUs() {
    return firstUs;
  }

  /// How long each piece is.
  long pieceUs() {
    return pieceUs;
  }

  int pieces() {
    return tiles.length;
  }

  /// Where a piece begins on the axis.
  long beganUs(int piece) {
    return firstUs + piece * pieceUs;
  }

  double tilesPerSecond(int piece) {
    return tiles[piece] * US_PER_SECOND / pieceUs;
  }
}
