package io.phalanx.coordinator.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
  @ParameterizedTest
  @CsvSource({"1, 500", "2, 1000", "6, 16000", "7, 30000", "60, 30000", "2000000000, 30000"})
  void shouldDrawFromAllTimesBelowABoundThatDoubles(int attempts, long boundMs) {
    Random random = new Random(attempts);
    LongStream waitsMs =
        LongStream.generate(() -> Backoff.DEFAULT.waitMs(attempts, random)).limit(10_000);
    var statistics = waitsMs.summaryStatistics();

    assertThat(statistics.getMin()).isBetween(0L, boundMs / 50);
    assertThat(statistics.getMax()).isBetween(boundMs - boundMs / 50, boundMs);
    assertThat(statistics.getAverage()).isBetween(boundMs * 0.45, boundMs * 0.55);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "120 | 120000",
        " 0 | 0",
        "Sun, 06 Nov 1994 08:49:47 GMT | 10000",
        "Sunday, 06-Nov-94 08:49:47 GMT | 10000",
        "Sun Nov  6 08:49:47 1994 | 10000",
        "Sun, 06 Nov 1994 08:00:00 GMT | 0",
        "soon | -1",
        "-5 | -1",
        "99999999999999999999 | -1",
      })
  void shouldUnderstandWhatTheServerAsks(String header, long waitMs) {
    assertThat(Backoff.askedMs(header, Workshop.START_MS).orElse(-1)).isEqualTo(waitMs);
  }

  @Test
  void shouldNeverOverflow() {
    Backoff patient = new Backoff(1, Long.MAX_VALUE / 4, Long.MAX_VALUE / 2);

    assertThat(patient.waitMs(40, new Random(1))).isNotNegative();
  }
}
