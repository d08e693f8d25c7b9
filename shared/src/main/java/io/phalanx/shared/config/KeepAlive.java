package io.phalanx.shared.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/// How long an idle cluster that is kept for the next `run` stays, as its directory says it.
///
/// @param keepMs how long it stays idle before it ends, in ms
/// @param idleSinceMs when its last job ended, or it began; ms since 1970
public record KeepAlive(long keepMs, long idleSinceMs) {
  public KeepAlive {
    if (keepMs <= 0) {
      throw new IllegalArgumentException("kept for no time: keepMs=" + keepMs);
    }
  }

  /// When it ends if no job comes, ms since 1970.
  public long endsAtMs() {
    return keepMs > Long.MAX_VALUE - idleSinceMs ? Long.MAX_VALUE : idleSinceMs + keepMs;
  }

  /// Writes it whole or not at all.
  public void write(Path file) {
    Properties properties = new Properties();
    properties.setProperty("keepMs", String.valueOf(keepMs));
    properties.setProperty("idleSinceMs", String.valueOf(idleSinceMs));
    PropertiesFile.write(file, properties);
  }

  /// What the file says; empty where there is none.
  ///
  /// @throws IllegalArgumentException if it is damaged
  public static Optional<KeepAlive> read(Path file) {
    Properties properties;
    try {
      properties = PropertiesFile.read(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read: file=" + file + ", cause=" + e, e);
    }
    return Optional.of(
        new KeepAlive(
            PropertiesFile.number(properties, "keepMs", file),
            PropertiesFile.number(properties, "idleSinceMs", file)));
  }
}
