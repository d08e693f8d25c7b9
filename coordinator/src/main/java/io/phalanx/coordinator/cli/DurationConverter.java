package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.config.Times;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a time such as `500ms`, `10s`, `2m`, `1h` or `1d` as milliseconds.
final class DurationConverter implements ITypeConverter<Long> {
  @Override
  public Long convert(String text) {
    try {
      return Times.parseMs(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
