package io.phalanx.coordinator.cli;

import io.phalanx.shared.lifecycle.PhalanxException;
import io.phalanx.shared.lifecycle.PhalanxException.Category;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A file that a command writes for its user: there whole, or as it was before.
///
/// @param file absolute
record WholeFile(Path file) {
  /// Refuses a place where no file can be.
  ///
  /// @throws IllegalArgumentException if it is a directory, or in none
  void check() {
    Path folder = file.getParent();
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException("cannot write over a directory: file=" + file);
    }
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "no such directory to write to: directory=" + folder + ", file=" + file.getFileName());
    }
  }

  /// Writes it under another name first; a device or a pipe is written to as it is.
  ///
  /// @throws PhalanxException if it cannot be written
  void write(byte[] content) {
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        Files.write(file, content);
        return;
      }
      // Of the file that a link names, not in place of the link.
      Path target = Files.exists(file) ? file.toRealPath() : file;
      Path fresh =
          target.resolveSibling(
              "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".new");
      try {
        Files.write(fresh, content);
        Files.move(
            fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException e) {
      throw new PhalanxException(
          Category.JOB,
          "cannot write: file="
              + file
              + ", cause="
              + e
              + "; check its permissions and the room on the disk");
    }
  }
}
