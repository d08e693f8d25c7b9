package io.phalanx.coordinator.tune;

import io.phalanx.coordinator.bench.Figures;
import java.util.ArrayList;
import java.util.List;

/// What was measured of one point.
///
/// @param point which
/// @param samples one for each round
public record Measured(TunePoint point, List<Sample> samples) {
  public Measured {
    samples = List.copyOf(samples);
  }

  /// Time of the work.
  public MedianInterval seconds() {
    return MedianInterval.of(samples.stream().map(Sample::seconds).toList());
  }

  /// How many times as long as another takes, round by round: what slowed the machine down in one
  /// round cancels out.
  public MedianInterval ratioTo(Measured other) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < Math.min(samples.size(), other.samples.size()); round++) {
      ratios.add(samples.get(round).seconds() / other.samples.get(round).seconds());
    }
    return MedianInterval.of(ratios);
  }

  /// Bytes, or tasks, a second.
  public double perSecond() {
    return new Figures(samples.stream().map(Sample::amount).toList()).median() / seconds().median();
  }

  /// Share of the time in which workers had something to compute.
  public double workShare() {
    return new Figures(
            samples.stream().map(sample -> sample.workSeconds() / sample.seconds()).toList())
        .median();
  }
}
