package io.phalanx.coordinator.tune;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Measures all points in turn, A B C A B C, so that what disturbs the machine meets all of them
/// alike, until those that come into question are known well enough, or the time is over. Those
/// that turn out to be far slower drop out on the way, which leaves the time to the others.
final class Sweep {
  /// With fewer the interval of a median is no wider than what was seen, and less certain.
  static final int ROUNDS_MIN = 6;

  /// What is measured whatever the time.
  private static final int ROUNDS_AT_LEAST = 3;

  /// From when on points drop out: what disturbs the machine for a while must not decide.
  static final int ROUNDS_BEFORE_DROP = 10;

  private static final int ROUNDS_MAX = 200;

  private final List<TunePoint> points;
  private final long timeNs;
  private final LongSupplier nanoTime;
  private final Consumer<String> progress;

  /// @param seconds how long it may measure
  /// @param nanoTime the clock
  Sweep(List<TunePoint> points, double seconds, LongSupplier nanoTime, Consumer<String> progress) {
    this.points = points;
    this.timeNs = (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    this.nanoTime = nanoTime;
    this.progress = progress;
  }

  /// Who does it once at a point.
  interface Meter {
    Sample measure(TunePoint point) throws IOException;
  }

  /// Measures.
  ///
  /// @param remaining told the points that are still measured, whenever others have dropped out
  List<Measured> run(Meter meter, Consumer<List<TunePoint>> remaining) throws IOException {
    Map<TunePoint, List<Sample>> samples = new LinkedHashMap<>();
    points.forEach(point -> samples.put(point, new ArrayList<>()));
    for (TunePoint point : points) {
      meter.measure(point); // the first one after a long wait counts for nothing
    }
    List<TunePoint> active = points;
    long beginNs = nanoTime.getAsLong();
    int rounds = 0;
    do {
      for (int i = 0; i < active.size(); i++) {
        // Each begins in turn, so that none always follows the same one.
        TunePoint point = active.get((rounds + i) % active.size());
        samples.getOrDefault(point, List.of()).add(meter.measure(point));
      }
      rounds++;
      List<TunePoint> left = rounds < ROUNDS_BEFORE_DROP ? active : contending(samples);
      if (left.size() < active.size()) {
        active = left;
        remaining.accept(active);
      }
    } while (rounds < ROUNDS_MAX && !isEnough(rounds, beginNs, samples));
    progress.accept("measured " + rounds + " rounds");
    return measured(samples);
  }

  private boolean isEnough(int rounds, long beginNs, Map<TunePoint, List<Sample>> samples) {
    if (nanoTime.getAsLong() - beginNs >= timeNs) {
      return rounds >= ROUNDS_AT_LEAST;
    }
    return rounds >= ROUNDS_MIN && Recommendation.isPrecise(measured(samples));
  }

  private static List<TunePoint> contending(Map<TunePoint, List<Sample>> samples) {
    return Recommendation.contending(measured(samples)).stream().map(Measured::point).toList();
  }

  private static List<Measured> measured(Map<TunePoint, List<Sample>> samples) {
    List<Measured> measured = new ArrayList<>();
    samples.forEach((point, all) -> measured.add(new Measured(point, all)));
    return measured;
  }
}
