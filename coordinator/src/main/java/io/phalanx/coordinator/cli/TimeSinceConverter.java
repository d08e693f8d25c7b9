package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.config.Times;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a time in the past, as so long ago (`5m`), a clock time of today (`09:30`), a day, or a
/// day and time, with an offset or of this time zone.
final class TimeSinceConverter implements ITypeConverter<Instant> {
  private static final List<Function<String, Instant>> FORMS =
      List.of(
          text -> OffsetDateTime.parse(text).toInstant(),
          text -> local(LocalDateTime.parse(text)),
          text -> local(LocalDate.parse(text).atStartOfDay()),
          text -> local(LocalDate.now(ZoneId.systemDefault()).atTime(LocalTime.parse(text))));

  @Override
  public Instant convert(String text) {
    if (Times.isTime(text)) {
      return Instant.now().minusMillis(new DurationConverter().convert(text));
    }
    String iso = text.replaceFirst("^(\\d{4}-\\d\\d-\\d\\d) ", "$1T");
    return FORMS.stream()
        .flatMap(form -> parsed(iso, form).stream())
        .findFirst()
        .orElseThrow(() ->
            new TypeConversionException(
                "'"
                    + text
                    + "' is no time such as 5m (ago), 09:30, 2026-01-31 or 2026-01-31T09:30:00Z"));
  }

  private static Optional<Instant> parsed(String text, Function<String, Instant> form) {
    try {
      return Optional.of(form.apply(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Instant local(LocalDateTime time) {
    return time.atZone(ZoneId.systemDefault()).toInstant();
  }
}
