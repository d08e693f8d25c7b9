package io.phalanx.shared.bus;

import java.io.Serial;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// An operating fault of a queue: its disk is full, its files are damaged or cannot be used.
public final class BusException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private BusException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /// The disk has no room for what was to be written. Nothing was; sending works again once there
  /// is room.
  static BusException full(
      Path directory, long neededBytes, long freeBytes, @Nullable Throwable cause) {
    return new BusException(
        "no room for a message: directory="
            + directory
            + ", neededBytes="
            + neededBytes
            + ", freeBytes="
            + freeBytes
            + "; free space on this file system",
        cause);
  }

  /// The queue holds something that is no message, or lacks one. What follows it cannot be trusted.
  static BusException damaged(Path directory, long index, String what, @Nullable Throwable cause) {
    return new BusException(
        "damaged queue: directory="
            + directory
            + ", index="
            + String.format("0x%x", index)
            + ", "
            + what
            + "; stop its users and delete the directory",
        cause);
  }

  /// Anything else that the library or the file system refused.
  static BusException failed(Path directory, String action, Throwable cause) {
    return new BusException(
        "cannot " + action + ": directory=" + directory + ", reason=" + cause, cause);
  }
}
