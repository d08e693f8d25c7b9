package io.phalanx.shared.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Who owns a cluster directory, for people and for other processes.
///
/// The mark names the owner; the lock file decides. A mark may be stale: ask [#isAlive].
///
/// @param process the coordinator
/// @param version version of Phalanx
/// @param build which build of it, on which JDK
/// @param startedAtMs when the cluster was started, ms since 1970
/// @param ephemeral true for a cluster that ends with the `run` that started it
public record OwnerMark(
    ProcessIdentity process, String version, String build, long startedAtMs, boolean ephemeral) {
  private static final String CHECK = "check";

  /// True while the owner itself, not another process with its pid, is running.
  public boolean isAlive() {
    return process.isAlive();
  }

  /// Writes the mark whole or not at all.
  public void write(Path file) {
    Properties properties = new Properties();
    properties.setProperty("pid", String.valueOf(process.pid()));
    properties.setProperty("processStart", String.valueOf(process.start()));
    properties.setProperty("version", version);
    properties.setProperty("build", build);
    properties.setProperty("startedAtMs", String.valueOf(startedAtMs));
    properties.setProperty("ephemeral", String.valueOf(ephemeral));
    properties.setProperty(CHECK, check(properties));
    PropertiesFile.write(file, properties);
  }

  /// CRC-32C of all other properties, by name.
  private static String check(Properties properties) {
    CRC32C crc = new CRC32C();
    for (String name : new TreeSet<>(properties.stringPropertyNames())) {
      if (!name.equals(CHECK)) {
        String line = name + '=' + properties.getProperty(name) + '\n';
        crc.update(line.getBytes(StandardCharsets.UTF_8));
      }
    }
    return Long.toHexString(crc.getValue());
  }

  /// The mark in this file; empty where there is none.
  ///
  /// @throws IllegalArgumentException if the file is not a mark
  public static Optional<OwnerMark> read(Path file) {
    Properties properties;
    try {
      properties = PropertiesFile.read(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the mark: file=" + file + ", cause=" + e, e);
    }
    if (!check(properties).equals(properties.getProperty(CHECK))) {
      throw notAMark(file, properties, null);
    }
    try {
      ProcessIdentity process =
          new ProcessIdentity(
              Long.parseLong(properties.getProperty("pid")),
              Long.parseLong(properties.getProperty("processStart")));
      return Optional.of(
          new OwnerMark(
              process,
              properties.getProperty("version", "unknown"),
              properties.getProperty("build", "unknown"),
              Long.parseLong(properties.getProperty("startedAtMs")),
              Boolean.parseBoolean(properties.getProperty("ephemeral"))));
    } catch (NumberFormatException e) {
      throw notAMark(file, properties, e);
    }
  }

  /// Who runs the cluster of a directory now; empty where nobody does.
  ///
  /// @throws IllegalArgumentException if its mark is none
  public static Optional<OwnerMark> ofLive(ClusterDirectory directory) {
    return read(directory.mark()).filter(OwnerMark::isAlive);
  }

  private static IllegalArgumentException notAMark(
      Path file, Properties content, @Nullable NumberFormatException cause) {
    return new IllegalArgumentException(
        "not a cluster mark, or a torn one: file="
            + file
            + ", content="
            + content
            + "; delete it once no process uses the directory",
        cause);
  }
}
