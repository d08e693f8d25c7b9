package io.phalanx.coordinator.download.body;

import io.phalanx.shared.lifecycle.PhalanxException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/// This machine's storage failed, not the network: trying again would not help.
public final class StorageException extends PhalanxException {
  private static final long serialVersionUID = 1L;

  /// @param what failed, such as `cannot write`
  /// @param file where
  public StorageException(String what, Path file, IOException cause) {
    super(
        Category.JOB,
        what
            + ": file="
            + file
            + ", cause="
            + reason(cause)
            + "; check free space and permissions, or choose other folders with --to and --cache",
        cause);
  }

  /// Why an operation on a file failed, without the file's name.
  public static String reason(IOException cause) {
    if (cause instanceof FileSystemException failure && failure.getReason() != null) {
      return failure.getReason();
    }
    return cause instanceof FileSystemException
        ? cause.getClass().getSimpleName()
        : String.valueOf(cause.getMessage());
  }
}
