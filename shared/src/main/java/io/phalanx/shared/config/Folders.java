package io.phalanx.shared.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// What Java lacks for folders.
public final class Folders {
  private Folders() {}

  /// Removes a folder, or a file, with all that it holds, as far as it is there; of a link only the
  /// link. Somebody else may remove parts of it meanwhile.
  ///
  /// @throws IOException if something cannot be removed, or the folder goes while it is looked at
  public static void delete(Path folder) throws IOException {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> entries = Files.walk(folder)) {
        for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(entry);
        }
      }
    }
  }
}
