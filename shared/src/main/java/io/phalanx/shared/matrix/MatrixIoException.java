package io.phalanx.shared.matrix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/// The operating system failed us while making, mapping or saving a matrix file: a full disk, a
/// missing permission, no address space. The message names the file and what to try.
public final class MatrixIoException extends UncheckedIOException {
  private static final long serialVersionUID = 1L;

  MatrixIoException(String message, IOException cause) {
    super(message, cause);
  }

  /// The message of an exception of the operating system, without the file name where it has one.
  static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "Permission denied";
    }
    if (e instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason();
    }
    String name = e.getClass().getSimpleName().replace("Exception", "");
    return e.getMessage() == null || e instanceof FileSystemException ? name : e.getMessage();
  }
}
