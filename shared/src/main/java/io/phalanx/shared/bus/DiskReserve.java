package io.phalanx.shared.bus;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import net.openhft.chronicle.core.io.Closeable;
import org.jspecify.annotations.Nullable;

/// Makes sure that the disk blocks a sender is about to touch exist.
///
/// Chronicle maps its files sparse. Touching a page without a block on a full disk is a SIGBUS in
/// the middle of its bookkeeping; writing zeros through the file first turns that into an
/// [IOException] in a place where nothing has happened yet.
///
/// Zeros go only behind the position of a sender that holds the queue's write lock, where every
/// byte is free, and never beyond the end of the file, which Chronicle alone moves: it keeps the
/// file at least [#OVERLAP] longer than the block it maps.
final class DiskReserve implements AutoCloseable {
  /// How far a file reaches beyond the mapped block: a quarter of [MessageQueue#BLOCK_SIZE].
  static final int OVERLAP = MessageQueue.BLOCK_SIZE / 4;

  /// Longest piece to be written between two calls of [#ensure].
  static final int PIECE_LENGTH_MAX = 64 << 10;

  /// What Chronicle may touch behind a message: an index array of 32 KiB and some headers.
  private static final int SLACK = 64 << 10;

  private static final byte[] ZEROS = new byte[16 << 10];

  static {
    assert PIECE_LENGTH_MAX + SLACK + PIECE_LENGTH_MAX <= OVERLAP;
  }

  private @Nullable File reservedFile;
  private @Nullable RandomAccessFile blocks;
  private long reservedLimit;

  /// Reserves what the next piece and the bookkeeping behind it need.
  ///
  /// @param file the file being appended to; its write lock is held
  /// @param position where the piece will start
  /// @param length its length, at most [#PIECE_LENGTH_MAX]
  /// @throws IOException if the disk has no room
  void ensure(File file, long position, int length) throws IOException {
    long needed = position + length + SLACK;
    if (file.equals(reservedFile) && needed <= reservedLimit) {
      return;
    }
    RandomAccessFile target = open(file);
    long first = Math.max(position, reservedLimit);
    long limit = Math.min(position + OVERLAP, target.length());
    target.seek(first);
    for (long at = first; at < limit; at = target.getFilePointer()) {
      try {
        target.write(ZEROS, 0, (int) Math.min(ZEROS.length, limit - at));
      } catch (IOException e) {
        if (at < needed) {
          throw e;
        }
        limit = at; // less than wished for, but enough
      }
    }
    reservedLimit = limit;
  }

  private RandomAccessFile open(File file) throws IOException {
    RandomAccessFile current = blocks;
    if (current != null && file.equals(reservedFile)) {
      return current;
    }
    close();
    RandomAccessFile opened = new RandomAccessFile(file, "rw");
    blocks = opened;
    reservedFile = file;
    reservedLimit = 0;
    return opened;
  }

  @Override
  public void close() {
    RandomAccessFile current = blocks;
    blocks = null;
    reservedFile = null;
    Closeable.closeQuietly(current);
  }
}
