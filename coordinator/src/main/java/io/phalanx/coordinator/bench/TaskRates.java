package io.phalanx.coordinator.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.HdrHistogram.Histogram;

/// What was measured of tasks that do nothing: how many a second when many are submitted at once,
/// and how long one takes from its submission to its result when it is alone.
public final class TaskRates {
  private static final long TRIP_NS_MAX = 60_000_000_000L;
  private static final int DIGITS = 3;
  private static final double MICROSECOND_NS = 1e3;

  private final String name;
  private final String description;
  private final List<Double> rates = new ArrayList<>();
  private final Histogram trips = new Histogram(TRIP_NS_MAX, DIGITS);

  TaskRates(String name, String description) {
    this.name = name;
    this.description = description;
  }

  void addRate(double tasksPerSecond) {
    rates.add(tasksPerSecond);
  }

  void addTrip(long ns) {
    trips.recordValue(Math.clamp(ns, 1, TRIP_NS_MAX));
  }

  /// Who ran them.
  public String name() {
    return name;
  }

  /// How.
  public String description() {
    return description;
  }

  /// Tasks a second, the median of the rounds.
  public double tasksPerSecond() {
    List<Double> sorted = new ArrayList<>(rates);
    Collections.sort(sorted);
    return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
  }

  /// Tasks a second in the slowest and in the fastest round.
  public List<Double> range() {
    return rates.isEmpty()
        ? List.of(0.0, 0.0)
        : List.of(Collections.min(rates), Collections.max(rates));
  }

  /// Time of a round trip in microseconds.
  ///
  /// @param percentile 0 to 100
  public double tripUs(double percentile) {
    return trips.getValueAtPercentile(percentile) / MICROSECOND_NS;
  }
}
