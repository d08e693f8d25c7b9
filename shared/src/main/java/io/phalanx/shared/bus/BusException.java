package io.phalanx.shared.bus;

import java.io.Serial;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// An operating fault of a queue: its disk is full, its files are damaged or cannot be used.
public final class BusException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final boolean diskFull;

  private BusException(String message, boolean diskFull, @Nullable Throwable cause) {
    super(message, cause);
    this.diskFull = diskFull;
  }

  /// True if nothing but room on the disk was missing.
  public boolean isDiskFull() {
    return diskFull;
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
        true,
        cause);
  }

  /// The disk has been full for so long that messages can be kept no more.
  static BusException overdue(int messages) {
    return new BusException(
        "the disk is full for too long: messages kept=" + messages, false, null);
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
        false,
        cause);
  }

  /// Anything else that the library or the file system refused.
  static BusException failed(Path directory, String action, Throwable cause) {
    return new BusException(
        "cannot " + action + ": directory=" + directory + ", reason=" + cause, false, cause);
  }
}
