package io.phalanx.coordinator.tune;

import java.util.Comparator;
import java.util.List;

/// Which point to take: the one with the fewest workers among those that are as fast as the
/// fastest. Pure.
///
/// @param point it
/// @param noisy true if the machine was too noisy to tell it from others: then it is the one with
///   the fewest workers that may be as fast
public record Recommendation(TunePoint point, boolean noisy) {
  /// So much slower than the fastest is as fast: a worker less is worth more.
  private static final double ALIKE = 0.02;

  /// Points whose time is known worse than this, as a share of it, cannot be told apart.
  static final double SPREAD_MAX = 0.03;

  /// Points that are slower than the fastest by more than this are out of the question.
  private static final double CONTENDING = 0.10;

  private static final Comparator<Measured> SIMPLEST =
      Comparator.comparingInt((Measured one) -> one.point().workers())
          .thenComparing(one -> one.point().pinned())
          .thenComparingDouble(one -> one.seconds().median());

  /// Chooses among the points that were measured to the end.
  static Recommendation of(List<Measured> points) {
    Measured best = best(points);
    boolean noisy = !isPrecise(points);
    Measured chosen =
        lasting(points).stream()
            .filter(one -> {
              MedianInterval ratio = one.ratioTo(best);
              return ratio.median() <= 1 + ALIKE || (noisy && ratio.low() <= 1);
            })
            .min(SIMPLEST)
            .orElse(best);
    return new Recommendation(chosen.point(), noisy);
  }

  /// Those that did not drop out on the way: what others took may be of better times.
  private static List<Measured> lasting(List<Measured> points) {
    int most = points.stream().mapToInt(one -> one.samples().size()).max().orElse(0);
    return points.stream().filter(one -> one.samples().size() == most).toList();
  }

  /// The one with the least time.
  static Measured best(List<Measured> points) {
    return lasting(points).stream()
        .min(Comparator.comparingDouble(one -> one.seconds().median()))
        .orElseThrow();
  }

  /// Those that come into question, the fastest among them.
  static List<Measured> contending(List<Measured> points) {
    Measured best = best(points);
    return lasting(points).stream()
        .filter(one -> one.ratioTo(best).low() <= 1 + CONTENDING)
        .toList();
  }

  /// True if those that come into question are known well enough. Compared is what they take beside
  /// the fastest: a machine that gets slower for all changes nothing.
  static boolean isPrecise(List<Measured> points) {
    Measured best = best(points);
    return contending(points).stream()
        .filter(one -> !one.point().equals(best.point()))
        .allMatch(one -> one.ratioTo(best).spread() <= SPREAD_MAX);
  }
}
