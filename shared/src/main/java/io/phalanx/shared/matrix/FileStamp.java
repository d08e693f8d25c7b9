package io.phalanx.shared.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/// Which file a name stands for, and how large it is: what must not have changed for a mapping of
/// it to serve again.
///
/// @param key file system and inode; null where the system has none, and then no two files are the
///   same
/// @param bytes size of the file
record FileStamp(@Nullable Object key, long bytes) {
  /// The file of this name now; null if there is none.
  static @Nullable FileStamp of(Path path) {
    try {
      BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
      return new FileStamp(now.fileKey(), now.size());
    } catch (IOException e) {
      return null;
    }
  }

  /// True if the name still stands for this file, of this size.
  boolean isStill(Path path) {
    return key != null && equals(of(path));
  }
}
