package io.phalanx.shared.config;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// The small files of a cluster's directory that are properties.
final class PropertiesFile {
  private PropertiesFile() {}

  /// What is in the file.
  static Properties read(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    return properties;
  }

  /// Writes it whole or not at all.
  static void write(Path file, Properties properties) {
    try {
      StringWriter text = new StringWriter();
      properties.store(text, null);
      OwnerOnly.replace(file, text.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write: file=" + file + ", cause=" + e, e);
    }
  }

  /// Yes or no among what was read.
  ///
  /// @throws IllegalArgumentException if it is missing, or neither
  static boolean flag(Properties properties, String name, Path file) {
    String text = text(properties, name, file);
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw unreadable(name, text, file, null);
    };
  }

  /// A whole number among what was read.
  ///
  /// @throws IllegalArgumentException if it is missing, or none
  static long number(Properties properties, String name, Path file) {
    String text = text(properties, name, file);
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw unreadable(name, text, file, e);
    }
  }

  private static String text(Properties properties, String name, Path file) {
    String text = properties.getProperty(name);
    if (text == null) {
      throw new IllegalArgumentException("missing setting: name=" + name + ", file=" + file);
    }
    return text;
  }

  private static IllegalArgumentException unreadable(
      String name, String text, Path file, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "unreadable setting: name=" + name + ", value=" + text + ", file=" + file, cause);
  }
}
