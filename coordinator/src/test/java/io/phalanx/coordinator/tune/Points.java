package io.phalanx.coordinator.tune;

import io.phalanx.shared.protocol.JobRequest;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Made-up measurements.
public final class Points {
  private static final int ROUNDS = 9;

  /// Bytes of each job.
  public static final double BYTES = 1e9;

  private Points() {}

  /// A point whose every round took the same.
  public static Measured steady(int workers, boolean pinned, double seconds) {
    return of(workers, pinned, seconds, 0, 0);
  }

  /// A point whose rounds scatter.
  ///
  /// @param scatter standard deviation, as a share of the time
  static Measured of(int workers, boolean pinned, double seconds, double scatter, long seed) {
    RandomGenerator random = new Random(seed);
    return new Measured(
        new TunePoint(workers, pinned, 0),
        IntStream.range(0, ROUNDS)
            .mapToObj(round -> {
              double took = seconds * Math.exp(scatter * random.nextGaussian());
              return new Sample(took, took * 0.9, BYTES);
            })
            .toList());
  }

  /// The report of a job.
  public static TuneReport report(List<Measured> points, int cores, double limit) {
    JobWork work =
        new JobWork(
            "sigmoid, in.npy",
            new JobRequest("sigmoid", Map.of(), List.of("in.npy"), null, true, Map.of()),
            List.of(),
            null,
            false);
    return TuneReport.of(
        work, points, limit == 0 ? OptionalDouble.empty() : OptionalDouble.of(limit), cores);
  }
}
