package io.phalanx.coordinator.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MedianIntervalTest {
  private static final long SEED = 7;

  /// The figures to leave out are those of the tables of the binomial distribution.
  @ParameterizedTest
  @CsvSource({"1,0", "2,0", "5,0", "6,0", "8,0", "9,1", "11,1", "12,2", "20,5", "25,7"})
  void shouldLeaveOutAsManyAsTheTablesSay(int count, int skipped) {
    List<Double> figures =
        IntStream.rangeClosed(1, count).mapToObj(Double::valueOf).collect(Collectors.toList());

    MedianInterval interval = MedianInterval.of(figures);

    assertThat(interval.median()).isEqualTo((count + 1) / 2.0);
    assertThat(interval.low()).isEqualTo(1 + skipped);
    assertThat(interval.high()).isEqualTo(count - skipped);
  }

  @Test
  void shouldHoldTheTrueMedianNineteenTimesOfTwenty() {
    Random random = new Random(SEED);
    int trials = 4_000;
    long held =
        IntStream.range(0, trials)
            .mapToObj(trial ->
                MedianInterval.of(
                    Stream.generate(() -> Math.exp(random.nextGaussian())).limit(15).toList()))
            .filter(interval -> interval.low() <= 1 && interval.high() >= 1)
            .count();

    assertThat(held / (double) trials).isBetween(0.95, 0.98);
  }

  @Test
  void shouldGiveTheSpreadAsAShare() {
    assertThat(MedianInterval.of(List.of(0.9, 1.0, 1.2)).spread()).isEqualTo(0.15, within(1e-9));
  }
}
