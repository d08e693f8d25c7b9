package io.phalanx.coordinator.logs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Cuts the bytes of a growing file into lines, and keeps the beginning of one that has no end yet.
final class LineSplitter {
  private static final int BLOCK_BYTES = 1 << 16;

  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

  /// Reads to the end of the file.
  ///
  /// @param found takes the lines that were completed
  /// @return where the next reading goes on; the beginning if the file was cut short
  long read(FileChannel channel, long position, List<String> found) throws IOException {
    long next = channel.size() < position ? 0 : position;
    ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
    int bytes = channel.read(block, next);
    while (bytes > 0) {
      next += bytes;
      split(block.array(), bytes, found);
      block.clear();
      bytes = channel.read(block, next);
    }
    return next;
  }

  /// The beginning of a line; it is taken out.
  Optional<String> unfinished() {
    if (begun.size() == 0) {
      return Optional.empty();
    }
    String text = begun.toString(StandardCharsets.UTF_8);
    begun.reset();
    return Optional.of(text);
  }

  /// Where the last lines of a file begin; 0 if it has no more than these.
  static long startOfLast(FileChannel channel, int count) throws IOException {
    long size = channel.size();
    if (count == 0) {
      return size;
    }
    // The end of the last line does not begin another.
    long missing = count;
    ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
    for (long limit = size - 1; limit > 0; limit -= block.capacity()) {
      long first = Math.max(0, limit - block.capacity());
      block.clear().limit((int) (limit - first));
      int bytes = Math.max(0, channel.read(block, first));
      for (int i = bytes - 1; i >= 0; i--) {
        if (block.get(i) == '\n' && --missing == 0) {
          return first + i + 1;
        }
      }
    }
    return 0;
  }

  private void split(byte[] bytes, int count, List<String> found) {
    int first = 0;
    for (int i = 0; i < count; i++) {
      if (bytes[i] == '\n') {
        begun.write(bytes, first, i - first);
        found.add(begun.toString(StandardCharsets.UTF_8));
        begun.reset();
        first = i + 1;
      }
    }
    begun.write(bytes, first, count - first);
  }
}
