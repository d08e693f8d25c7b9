package io.phalanx.coordinator.config;

import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A user's own settings for the clusters of one directory: `phalanx.properties`, which is UTF-8
/// text with one `key=value` a line, and remarks behind `#`.
///
/// No escapes, and no values over several lines, which properties of Java have: what is written is
/// what is meant, and each complaint names its line.
///
/// @param directory that the file is in, which need not exist
public record SettingsFile(ClusterDirectory directory) {
  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  /// Where it is.
  public Path path() {
    return directory.userSettings();
  }

  /// Everything that it sets; nothing where there is no file.
  ///
  /// @throws IllegalArgumentException if a line sets nothing, an unknown key, a key that another
  ///   line has set, or a value that is not allowed; with file and line
  public Map<Setting, Value> read() {
    Map<Setting, Value> values = new EnumMap<>(Setting.class);
    for (SettingsLine line : lines()) {
      if (!line.isRemark()) {
        Value value = read(line);
        if (values.put(value.setting(), value) != null) {
          throw new IllegalArgumentException(
              "set twice: " + where(line) + ", key=" + line.key() + "; leave one of them");
        }
      }
    }
    return values;
  }

  private Value read(SettingsLine line) {
    Setting setting =
        Setting.of(line.key())
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "unknown setting: "
                        + where(line)
                        + ", key="
                        + line.key()
                        + "; did you mean "
                        + NearestKey.to(line.key())
                        + "?"));
    String text = line.value();
    if (text == null) {
      throw new IllegalArgumentException(
          "no value: " + where(line) + ", line wanted=" + setting.key() + "=VALUE");
    }
    return Value.read(setting, text, Source.FILE, path().toString(), where(line) + ", ");
  }

  private String where(SettingsLine line) {
    return "file=" + path() + ", line=" + line.number();
  }

  /// Writes values into the file, which is replaced whole or not at all. Each takes the line that
  /// the key has, or a new one at the end; all other lines stay as they are, wrong ones too.
  ///
  /// @throws IllegalArgumentException if a value is not allowed
  /// @throws UncheckedIOException if the file cannot be written
  public void set(Map<Setting, String> values) {
    values.forEach((setting, text) -> Value.read(setting, text.strip(), Source.FILE, "", ""));
    List<String> lines = new ArrayList<>();
    Map<Setting, String> left = new EnumMap<>(Setting.class);
    left.putAll(values);
    for (SettingsLine line : lines()) {
      Setting setting = line.isRemark() ? null : Setting.of(line.key()).orElse(null);
      String text = setting == null ? null : values.get(setting);
      if (setting == null || text == null) {
        lines.add(line.text());
      } else if (left.remove(setting) != null) {
        lines.add(setting.key() + "=" + text.strip());
      }
    }
    left.forEach((setting, text) -> lines.add(setting.key() + "=" + text.strip()));
    replace(lines);
  }

  /// Takes a key out of the file, one that is no setting too.
  ///
  /// @return false if it was not there
  /// @throws UncheckedIOException if the file cannot be written
  public boolean unset(String key) {
    List<SettingsLine> lines = lines();
    List<String> kept =
        lines.stream().filter(line -> !line.sets(key)).map(SettingsLine::text).toList();
    if (kept.size() == lines.size()) {
      return false;
    }
    replace(kept);
    return true;
  }

  private List<SettingsLine> lines() {
    String text;
    try {
      text = Files.readString(path());
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "cannot read the settings: file="
              + path()
              + ", cause="
              + e
              + "; it is to be UTF-8 text that you may read",
          e);
    }
    List<SettingsLine> lines = new ArrayList<>();
    text.lines().forEach(line -> lines.add(new SettingsLine(lines.size() + 1, line)));
    return lines;
  }

  /// Where the file is a link, what it leads to is replaced.
  private void replace(List<String> lines) {
    Path fresh = null;
    try {
      OwnerOnly.createDirectories(directory.root());
      Path file = Files.exists(path()) ? path().toRealPath() : path();
      fresh =
          file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid() + ".new");
      Files.deleteIfExists(fresh);
      try (FileChannel channel = OwnerOnly.create(fresh, NEW)) {
        String text = String.join("\n", lines) + (lines.isEmpty() ? "" : "\n");
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      deleteAfter(fresh, e);
      throw new UncheckedIOException("cannot write: file=" + path() + ", cause=" + e, e);
    }
  }

  private static void deleteAfter(@Nullable Path file, IOException e) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException again) {
      e.addSuppressed(again);
    }
  }
}
