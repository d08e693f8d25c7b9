package io.phalanx.shared.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Byte layout of a file of float64 numbers beside a ledger, little-endian, and its mapping:
/// partial results, results per row, statistics per column.
///
/// ```text
/// 0                  64
/// | [JobFileHeader] | number[count], 8 bytes each
/// ```
///
/// Numbers of a tile are written by who claimed the tile; they are complete once it is done.
public final class NumberFile implements AutoCloseable {
  private static final long MAGIC = 0x314D554E58484C50L; // "PLHXNUM1"
  private static final int VERSION = 2;
  private static final long NUMBERS_AT = 64;

  private final Path path;
  private final MappedFile file;
  private final MemorySegment numbers;
  private @Nullable FileChannel channel;

  private NumberFile(Path path, MappedFile file) {
    this.path = path;
    this.file = file;
    this.numbers = file.memory().asSlice(NUMBERS_AT);
  }

  /// Makes a file of zeros.
  public static NumberFile create(Path path, long count) {
    long bytes = Math.addExact(NUMBERS_AT, Math.multiplyExact(count, Double.BYTES));
    MappedFile file = MappedFile.create(path, bytes);
    new JobFileHeader(MAGIC, VERSION, 0, count, 0).write(file.memory());
    return new NumberFile(path, file);
  }

  /// Makes a file whose numbers take up space only as they are [written][#write]; nothing may be
  /// [set][#set] in it, since a full disk would show as a SIGBUS.
  public static NumberFile createEmpty(Path path, long count) {
    long bytes = Math.addExact(NUMBERS_AT, Math.multiplyExact(count, Double.BYTES));
    MappedFile file = MappedFile.createSparse(path, NUMBERS_AT, bytes);
    new JobFileHeader(MAGIC, VERSION, 0, count, 0).write(file.memory());
    return new NumberFile(path, file);
  }

  /// Maps an existing file.
  ///
  /// @throws IllegalStateException if it is torn, foreign or of another version
  public static NumberFile open(Path path) {
    MappedFile file = MappedFile.open(path, NUMBERS_AT);
    try {
      JobFileHeader header = JobFileHeader.read(file.memory(), path, MAGIC, VERSION);
      if (header.count() != (file.memory().byteSize() - NUMBERS_AT) / Double.BYTES) {
        throw JobFileHeader.torn(path, header, true);
      }
      return new NumberFile(path, file);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /// How many numbers there are.
  public long count() {
    return numbers.byteSize() / Double.BYTES;
  }

  /// The memory of some numbers.
  public MemorySegment slice(long first, long count) {
    return numbers.asSlice(first * Double.BYTES, count * Double.BYTES);
  }

  /// Writes numbers through the file system, which is faster than storing them into pages that the
  /// file does not have yet. Whoever has mapped the file sees them.
  ///
  /// @param values less than 2 GiB of float64
  /// @throws UncheckedIOException if the disk is full
  public void write(long first, MemorySegment values) {
    ByteBuffer bytes = values.asByteBuffer();
    long position = NUMBERS_AT + first * Double.BYTES;
    try {
      if (channel == null) {
        channel = FileChannel.open(path, StandardOpenOption.WRITE);
      }
      while (bytes.hasRemaining()) {
        position += channel.write(bytes, position);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot write results: file="
              + path
              + ", bytes="
              + bytes.remaining()
              + ", cause="
              + e
              + "; free some space or choose another directory",
          e);
    }
  }

  /// One number.
  public double get(long index) {
    return numbers.get(ValueLayout.JAVA_DOUBLE, index * Double.BYTES);
  }

  /// Sets one number.
  public void set(long index, double value) {
    numbers.set(ValueLayout.JAVA_DOUBLE, index * Double.BYTES, value);
  }

  @Override
  public void close() {
    file.close();
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot close: file=" + path + ", cause=" + e, e);
      }
    }
  }
}
