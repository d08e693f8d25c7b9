package io.phalanx.shared.matrix;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Gives a file its disk blocks before it is mapped.
///
/// A store into a mapped page without a block asks the file system for one, and where none is left
/// the process gets a SIGBUS. With all blocks reserved a full disk shows here, as an IOException.
final class BlockReservation {
  /// One call covers this much, so that a signal repeats little.
  private static final long CALL_BYTES_MAX = 1L << 30;

  private static final int ATTEMPTS_MAX = 100;
  private static final int ZERO_BYTES = 1 << 20;

  private BlockReservation() {}

  /// Reserves the blocks of a new file of this size, which then reads as zeros.
  static void reserveNew(Path file, FileChannel channel, long bytes) throws IOException {
    if (!reserve(file, bytes)) {
      fillWithZeros(channel, bytes);
    }
  }

  /// Gives blocks to the holes of an existing file. To reserve again what has its blocks would take
  /// a third of the time that a fast operation takes over the file.
  ///
  /// @return false if the system or the file system cannot
  /// @throws FileSystemException if there is no room
  static boolean reserveHoles(Path file, long bytes) throws IOException {
    return (LinuxCalls.PRESENT && isWithoutHoles(file, bytes)) || reserve(file, bytes);
  }

  /// In memory the number of pages tells, at once; elsewhere it counts blocks that say where others
  /// are, too, and the first hole is looked for.
  private static boolean isWithoutHoles(Path file, long bytes) throws IOException {
    long size = Files.size(file);
    long present = LinuxCalls.bytesInMemory(file);
    long pages = (size + Pages.PAGE_BYTES - 1) / Pages.PAGE_BYTES;
    return size >= bytes
        && (present == pages * Pages.PAGE_BYTES || LinuxCalls.firstHole(file) >= bytes);
  }

  /// True if the file's blocks are pages of a file system in memory.
  static boolean isInMemory(Path file) {
    return LinuxCalls.PRESENT && LinuxCalls.bytesInMemory(file) >= 0;
  }

  /// Reserves blocks without touching what the file holds.
  ///
  /// @return false if the system or the file system cannot
  /// @throws FileSystemException if there is no room
  static boolean reserve(Path file, long bytes) throws FileSystemException {
    for (long first = 0; first < bytes; first += CALL_BYTES_MAX) {
      if (!reserve(file, first, Math.min(CALL_BYTES_MAX, bytes - first))) {
        return false;
      }
    }
    return true;
  }

  /// Reserves some of the blocks.
  ///
  /// @param length at most 1 GiB
  /// @return false if the system or the file system cannot
  /// @throws FileSystemException if there is no room
  static boolean reserve(Path file, long first, long length) throws FileSystemException {
    for (int attempt = 0; LinuxCalls.PRESENT && attempt < ATTEMPTS_MAX; attempt++) {
      int error = LinuxCalls.fallocate(file, first, length);
      switch (error) {
        case 0 -> {
          return true;
        }
        case LinuxCalls.EINTR -> {}
        case LinuxCalls.ENOSPC -> throw refused(file, "No space left on device");
        case LinuxCalls.EDQUOT -> throw refused(file, "Disk quota exceeded");
        case LinuxCalls.EFBIG -> throw refused(file, "File too large");
        default -> {
          return false;
        }
      }
    }
    return false;
  }

  /// Writes zeros up to this size: slower, and possible everywhere.
  static void fillWithZeros(FileChannel channel, long bytes) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocateDirect(ZERO_BYTES);
    for (long position = 0; position < bytes; ) {
      zeros.clear().limit((int) Math.min(ZERO_BYTES, bytes - position));
      position += channel.write(zeros, position);
    }
  }

  private static FileSystemException refused(Path file, String reason) {
    return new FileSystemException(file.toString(), null, reason);
  }
}
