package io.phalanx.coordinator.bench;

import io.phalanx.shared.config.Folders;
import io.phalanx.shared.config.OwnerOnly;
import io.phalanx.shared.config.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A folder of one benchmark. Its name tells whose it is, so that those of benchmarks that were
/// killed go when the next one starts.
///
/// @param path where it is
public record BenchFolder(Path path) implements AutoCloseable {
  private static final Pattern NAME = Pattern.compile("phalanx-bench-(\\d+)-(\\d+)");
  private static final int ATTEMPTS_MAX = 3;

  /// Makes a folder in another, and removes those that were left there.
  public static BenchFolder create(Path parent) {
    ProcessIdentity self = ProcessIdentity.current();
    Path path = parent.resolve("phalanx-bench-" + self.pid() + "-" + self.start());
    try {
      OwnerOnly.createDirectories(parent);
      try (Stream<Path> entries = Files.list(parent)) {
        entries.filter(BenchFolder::isStale).toList().forEach(BenchFolder::delete);
      }
      OwnerOnly.createDirectories(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a folder: folder=" + path + ", cause=" + e, e);
    }
    return new BenchFolder(path);
  }

  /// Removes it with all that it holds.
  @Override
  public void close() {
    delete(path);
  }

  private static boolean isStale(Path entry) {
    Matcher name = NAME.matcher(String.valueOf(entry.getFileName()));
    return name.matches()
        && !new ProcessIdentity(Long.parseLong(name.group(1)), Long.parseLong(name.group(2)))
            .isAlive();
  }

  /// Somebody may still write into it: then it is not empty the first time.
  private static void delete(Path folder) {
    for (int attempt = 1; ; attempt++) {
      try {
        Folders.delete(folder);
        return;
      } catch (NoSuchFileException e) {
        if (!Files.exists(folder)) {
          return;
        }
      } catch (IOException | UncheckedIOException e) {
        if (attempt == ATTEMPTS_MAX) {
          throw new UncheckedIOException(
              "cannot remove: folder=" + folder + ", cause=" + e, new IOException(e));
        }
      }
    }
  }
}
