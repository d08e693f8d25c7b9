package io.phalanx.coordinator.tune;

import java.util.List;
import java.util.OptionalDouble;

/// What a sweep has found.
///
/// @param title what was done, such as `sigmoid, 4096x4096 float64`
/// @param points what was measured, in the order of the sweep
/// @param recommended which point to take
/// @param bound what keeps the work from being done sooner
/// @param limit what plain loops on all cores move at most, in bytes a second; empty where it says
///   nothing
/// @param cores how many this process may use
/// @param ofTasks true if tasks were measured: amounts are tasks, not bytes
public record TuneReport(
    String title,
    List<Measured> points,
    Recommendation recommended,
    Bound bound,
    OptionalDouble limit,
    int cores,
    boolean ofTasks) {
  private static final double GIGA = 1e9;

  public TuneReport {
    points = List.copyOf(points);
  }

  /// The report of a sweep.
  static TuneReport of(Work work, List<Measured> points, OptionalDouble limit, int cores) {
    Recommendation recommended = Recommendation.of(points);
    Measured best = Recommendation.best(points);
    OptionalDouble share =
        limit.isEmpty() ? limit : OptionalDouble.of(best.perSecond() / limit.getAsDouble());
    Bound bound = Bound.of(best, gain(base(points), best, cores), share, work.unit());
    return new TuneReport(work.title(), points, recommended, bound, limit, cores, work.isOfTasks());
  }

  /// What speed-ups are measured by: the fewest workers, not pinned if there is a choice.
  public Measured base() {
    return base(points);
  }

  private static Measured base(List<Measured> points) {
    Measured base = points.getFirst();
    for (Measured one : points) {
      int fewer = Integer.compare(one.point().workers(), base.point().workers());
      if (fewer < 0 || (fewer == 0 && !one.point().pinned() && base.point().pinned())) {
        base = one;
      }
    }
    return base;
  }

  /// How many times as fast as the base a point is.
  public double speedup(Measured one) {
    return gain(base(), one, cores).speedup();
  }

  /// What of its cores a point makes use of: its speed-up over that of cores that lose nothing.
  public double efficiency(Measured one) {
    return gain(base(), one, cores).efficiency();
  }

  private static Bound.Gain gain(Measured base, Measured one, int cores) {
    double speedup = base.seconds().median() / one.seconds().median();
    double more =
        (double) Math.min(one.point().workers(), cores) / Math.min(base.point().workers(), cores);
    return new Bound.Gain(speedup, speedup / more);
  }

  /// How much a point gets done, in [#rateUnit].
  public double rate(Measured one) {
    return ofTasks ? one.perSecond() : one.perSecond() / GIGA;
  }

  /// The unit of rates, for people.
  public String rateUnit() {
    return ofTasks ? "tasks/s" : "GB/s";
  }

  /// What memory allows, as a rate; empty where that says nothing.
  public OptionalDouble limitRate() {
    return limit.isEmpty() ? limit : OptionalDouble.of(limit.getAsDouble() / GIGA);
  }

  /// Share of what memory allows; empty where that says nothing.
  public OptionalDouble ofLimit(Measured one) {
    return limit.isEmpty() ? limit : OptionalDouble.of(one.perSecond() / limit.getAsDouble());
  }
}
