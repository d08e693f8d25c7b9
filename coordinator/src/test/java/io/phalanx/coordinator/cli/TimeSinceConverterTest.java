package io.phalanx.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class TimeSinceConverterTest {
  private static final ZoneId HERE = ZoneId.systemDefault();

  @Test
  void shouldTakeHowLongAgo() {
    Instant early = Instant.now().minus(Duration.ofMinutes(5));

    assertThat(since("5m")).isBetween(early, Instant.now().minus(Duration.ofMinutes(5)));
    assertThat(since("2d")).isBefore(since("47h"));
  }

  @Test
  void shouldTakeTimestamps() {
    assertThat(since("2026-01-31T09:30:00+01:00")).isEqualTo("2026-01-31T08:30:00Z");
    assertThat(since("2026-01-31T09:30:00.125Z")).isEqualTo("2026-01-31T09:30:00.125Z");
    Instant local = LocalDateTime.parse("2026-01-31T09:30").atZone(HERE).toInstant();
    assertThat(since("2026-01-31T09:30")).isEqualTo(local);
    assertThat(since("2026-01-31 09:30:00")).isEqualTo(local);
    assertThat(since("2026-01-31"))
        .isEqualTo(LocalDate.parse("2026-01-31").atStartOfDay(HERE).toInstant());
    assertThat(since("09:30").atZone(HERE).toLocalTime()).isEqualTo(LocalTime.of(9, 30));
  }

  @Test
  void shouldRefuseWhatIsNoTime() {
    assertThatThrownBy(() -> since("5 minutes"))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("'5 minutes' is no time such as 5m");
  }

  private static Instant since(String text) {
    return new TimeSinceConverter().convert(text);
  }
}
