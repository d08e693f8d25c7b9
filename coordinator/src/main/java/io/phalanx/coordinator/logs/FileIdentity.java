package io.phalanx.coordinator.logs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Which file a name stands for at the moment.
///
/// @param key device and inode: no other file has it while this one is open
/// @param modified when it was written last; tells apart two files that had one inode in turn
record FileIdentity(@Nullable Object key, FileTime modified) {
  /// Null if there is no such file.
  static @Nullable FileIdentity of(Path file) throws IOException {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return new FileIdentity(now.fileKey(), now.lastModifiedTime());
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  boolean isSameFile(@Nullable FileIdentity other) {
    return other != null && Objects.equals(key, other.key);
  }
}
