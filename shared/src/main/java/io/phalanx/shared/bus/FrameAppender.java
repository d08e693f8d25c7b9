package io.phalanx.shared.bus;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.core.io.ManagedCloseable;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.TableStoreWriteLock;
import net.openhft.chronicle.threads.Pauser;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/// Writes frames into Chronicle documents, each wholly or not at all.
final class FrameAppender implements AutoCloseable {
  private final Path directory;
  private final SingleChronicleQueue queue;
  private final ExcerptAppender appender;
  private final DiskReserve reserve = new DiskReserve();
  private @Nullable File file;

  FrameAppender(Path directory, SingleChronicleQueue queue) {
    this.directory = directory;
    this.queue = queue;
    this.appender = queue.createAppender();
    handOver();
  }

  /// Whoever sends next owns it.
  void handOver() {
    appender.singleThreadedCheckReset();
  }

  /// @throws IllegalStateException if another thread has sent, or it is closed
  void requireOwnThread() {
    ((ManagedCloseable) appender).throwExceptionIfClosed();
  }

  /// Appends the first bytes of a buffer as one document.
  ///
  /// @throws IOException if the disk has no room
  void append(DirectBuffer frame, int length) throws IOException {
    requireRoomToRoll();
    try (DocumentContext document = begin()) {
      boolean whole = false;
      try {
        write(frame, length, document.wire().bytes());
        whole = true;
      } finally {
        if (!whole) {
          document.rollbackOnClose(); // closing commits otherwise
        }
      }
    }
  }

  /// A new file is touched before anything can be reserved in it.
  private void requireRoomToRoll() {
    if (file == null || appender.cycle() != queue.cycle()) {
      QueueDirectory.requireFree(directory, MessageQueue.NEW_FILE_BYTES);
    }
  }

  private DocumentContext begin() {
    try {
      return appender.writingDocument();
    } catch (InternalError e) { // a page without a block; Chronicle keeps the lock in this case
      try (TableStoreWriteLock lock =
          new TableStoreWriteLock(
              queue.metaStore(), Pauser::balanced, MessageQueue.LOCK_TIMEOUT_MS)) {
        lock.unlock();
      }
      throw e;
    }
  }

  private void write(DirectBuffer frame, int length, Bytes<?> out) throws IOException {
    File current = appender.currentFile();
    if (!current.equals(file)) {
      QueueDirectory.closeToOthers(current.toPath());
      file = current;
    }
    out.writeLimit(out.capacity()); // Chronicle allows a quarter of a block unless told otherwise
    for (int first = 0; first < length; first += DiskReserve.PIECE_LENGTH_MAX) {
      int pieceLength = Math.min(DiskReserve.PIECE_LENGTH_MAX, length - first);
      reserve.ensure(current, out.writePosition(), pieceLength);
      out.write(frame.byteArray(), first, pieceLength);
    }
  }

  @Override
  public void close() {
    appender.close();
    reserve.close();
  }
}
