package io.phalanx.shared.ledger;

import io.phalanx.shared.config.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/// One file of a job, mapped whole and shared by processes.
///
/// A new file is written full of zeros before it is mapped, so that a full disk is an error here
/// and never a SIGBUS later.
///
/// A mapping belongs to the thread that made it: closing one that any thread may use makes every
/// thread of the process stop, which costs more than a small tile does. Others map the file anew.
record MappedFile(Arena arena, MemorySegment memory) implements AutoCloseable {
  private static final int CHUNK_BYTES = 1 << 16;

  /// Files up to here have all their blocks from the beginning: it costs next to nothing.
  private static final long FILLED_BYTES = 256 << 10;

  /// What a sparse file leaves to the messages and records of the processes that fill it.
  private static final long SPARE_BYTES = 4 << 20;

  private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(CHUNK_BYTES);
  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);

  static MappedFile create(Path file, long bytes) {
    return create(file, bytes, bytes);
  }

  /// A file of which, if it is large, only the beginning has blocks: nothing behind it may be
  /// stored to. There is room for the rest when it is made; whoever writes it through the file
  /// system is told if another file has taken that since.
  static MappedFile createSparse(Path file, long filledBytes, long bytes) {
    return create(file, Math.max(filledBytes, Math.min(bytes, FILLED_BYTES)), bytes);
  }

  private static MappedFile create(Path file, long filledBytes, long bytes) {
    try (FileChannel channel = OwnerOnly.create(file, NEW)) {
      zeroFill(channel, filledBytes);
      if (filledBytes < bytes) {
        requireFree(file, bytes - filledBytes + SPARE_BYTES);
        channel.write(ByteBuffer.allocate(1), bytes - 1);
      }
      return map(channel, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot make a job file: file="
              + file
              + ", bytes="
              + bytes
              + ", free="
              + freeBytes(file)
              + ", cause="
              + e
              + "; free some space or choose another directory",
          e);
    }
  }

  /// Memory of one thread in place of a file.
  @SuppressWarnings("MustBeClosed") // the record owns the arena and closes it
  static MappedFile inMemory(long bytes) {
    Arena arena = Arena.ofConfined();
    return new MappedFile(arena, arena.allocate(bytes, Long.BYTES));
  }

  static MappedFile open(Path file, long bytesMin) {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long bytes = channel.size();
      if (bytes < bytesMin) {
        throw new IllegalStateException(
            "job file too short: file=" + file + ", bytes=" + bytes + ", min=" + bytesMin);
      }
      return map(channel, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open a job file: file=" + file + ", cause=" + e, e);
    }
  }

  @Override
  public void close() {
    arena.close();
  }

  @SuppressWarnings("MustBeClosed") // the record owns the arena and closes it
  private static MappedFile map(FileChannel channel, long bytes) throws IOException {
    Arena arena = Arena.ofConfined();
    return new MappedFile(arena, channel.map(MapMode.READ_WRITE, 0, bytes, arena));
  }

  private static void zeroFill(FileChannel channel, long bytes) throws IOException {
    ByteBuffer zeros = ZEROS.duplicate();
    for (long position = 0; position < bytes; ) {
      zeros.clear().limit((int) Math.min(CHUNK_BYTES, bytes - position));
      position += channel.write(zeros, position);
    }
  }

  private static void requireFree(Path file, long bytes) throws IOException {
    if (freeBytes(file) < bytes) {
      throw new FileSystemException(file.toString(), null, "No space left on device");
    }
  }

  private static long freeBytes(Path file) {
    return file.toFile().getUsableSpace();
  }
}
