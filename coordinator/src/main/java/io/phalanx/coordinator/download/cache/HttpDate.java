package io.phalanx.coordinator.download.cache;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/// The three forms that a date in a header may have (RFC 9110, 5.6.7).
public final class HttpDate {
  /// The first of the hundred years that two digits can mean.
  private static final int TWO_DIGITS_FROM = 1970;

  private static final List<DateTimeFormatter> FORMS =
      List.of(
          DateTimeFormatter.RFC_1123_DATE_TIME,
          new DateTimeFormatterBuilder()
              .appendPattern("EEEE, dd-MMM-")
              .appendValueReduced(ChronoField.YEAR, 2, 2, TWO_DIGITS_FROM)
              .appendPattern(" HH:mm:ss zzz")
              .toFormatter(Locale.ENGLISH),
          DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH)
              .withZone(ZoneOffset.UTC));

  private HttpDate() {}

  /// The date as ms since 1970; empty if the text is none.
  public static OptionalLong parseMs(String text) {
    return FORMS.stream()
        .map(form -> parseMs(form, text.strip()))
        .filter(OptionalLong::isPresent)
        .findFirst()
        .orElse(OptionalLong.empty());
  }

  private static OptionalLong parseMs(DateTimeFormatter form, String text) {
    try {
      return OptionalLong.of(Instant.from(form.parse(text)).toEpochMilli());
    } catch (DateTimeException e) {
      return OptionalLong.empty(); // it may have one of the other forms
    }
  }
}
