package io.phalanx.coordinator.tune;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Measures all points in turn, A B C A B C, so that what disturbs the machine meets all of them
/// alike, until those that come into question are known well enough, or the time is over.
final class Sweep {
  /// With fewer the interval of a median is no wider than what was seen, and less certain.
  static final int ROUNDS_MIN = 6;

  /// What is measured whatever the time.
  private static final int ROUNDS_AT_LEAST = 3;

  private static final int ROUNDS_MAX = 200;

  private final List<TunePoint> points;
  private final long timeNs;
  private final LongSupplier nanoTime;
  private final Consumer<String> progress;

  /// @param seconds how long it may measure
  /// @param nanoTime the clock
  Sweep(
      List<TunePoint> points, double seconds, LongSupplier nanoTime, Consumer<String> progress) {
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
  List<Measured> run(Meter meter) throws IOException {
    List<List<Sample>> samples = new ArrayList<>();
    points.forEach(point -> samples.add(new ArrayList<>()));
    long beginNs = nanoTime.getAsLong();
    int rounds = 0;
    do {
      for (int i = 0; i < points.size(); i++) {
        // Each begins in turn, so that none always follows the same one.
        int at = (rounds + i) % points.size();
        samples.get(at).add(meter.measure(points.get(at)));
      }
      rounds++;
    } while (rounds < ROUNDS_MAX && !isEnough(rounds, beginNs, samples));
    progress.accept("measured " + rounds + " rounds");
    return measured(samples);
  }

  private boolean isEnough(int rounds, long beginNs, List<List<Sample>> samples) {
    boolean timeOver = nanoTime.getAsLong() - beginNs >= timeNs;
    if (timeOver) {
      return rounds >= ROUNDS_AT_LEAST;
    }
    return rounds >= ROUNDS_MIN && Recommendation.isPrecise(measured(samples));
  }

  private List<Measured> measured(List<List<Sample>> samples) {
    List<Measured> measured = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      measured.add(new Measured(points.get(i), samples.get(i)));
    }
    return measured;
  }
}
