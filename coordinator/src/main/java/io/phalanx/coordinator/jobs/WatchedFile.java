package io.phalanx.coordinator.jobs;

import io.phalanx.shared.matrix.SharedBlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/// One file of a job as it was when the job began: the same name must mean the same file, of at
/// least the same size, until the job ends.
///
/// @param path where it is
/// @param bytes how large it must be
/// @param key its identity, by file system and inode; null where the system has none
record WatchedFile(Path path, long bytes, @Nullable String key) {
  /// The file as it is now.
  ///
  /// @param bytes how large it must be
  static WatchedFile look(Path path, long bytes) {
    Path file = SharedBlock.fileOf(path);
    return new WatchedFile(file, bytes, key(file));
  }

  /// What has happened to it; null if all is well.
  @Nullable String trouble() {
    try {
      BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
      if (key != null && !key.equals(String.valueOf(now.fileKey()))) {
        return "file was replaced by another: file=" + path;
      }
      if (now.size() < bytes) {
        return "file was truncated: file=" + path + ", bytes=" + now.size() + ", wanted=" + bytes;
      }
      return null;
    } catch (IOException e) {
      return "file was deleted: file=" + path;
    }
  }

  /// True if two names stand for one file, links followed.
  static boolean isSame(Path one, Path other) {
    Path a = SharedBlock.fileOf(one);
    Path b = SharedBlock.fileOf(other);
    try {
      return a.equals(b) || (Files.exists(a) && Files.exists(b) && Files.isSameFile(a, b));
    } catch (IOException e) {
      return false;
    }
  }

  /// Identity of a file; null if there is none of this name.
  static @Nullable String key(Path path) {
    try {
      Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
      return key == null ? null : key.toString();
    } catch (IOException e) {
      return null;
    }
  }
}
