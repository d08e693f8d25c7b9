package io.phalanx.shared.bus;

import io.phalanx.shared.protocol.Envelope;
import io.phalanx.shared.protocol.FrameCodec;
import io.phalanx.shared.protocol.Message;
import io.phalanx.shared.protocol.ProtocolException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import net.openhft.chronicle.core.io.ThreadingIllegalStateException;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.TailerDirection;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.ExpandableArrayBuffer;
import org.jspecify.annotations.Nullable;

/// Sends messages to a queue, each wholly or not at all.
///
/// A sequence counts the messages of one sender id in one queue. The coordinator and each worker
/// continue behind their last message in the queue, however many processes were killed meanwhile,
/// so that a receiver can tell that none is missing. Clients share an id and may send at the same
/// time: each starts at a number made of the time and chance, and counts on from there.
///
/// Belongs to the first thread that sends, for as long as that thread lives.
public final class MessageSender implements AutoCloseable {
  /// Low bits of a client's first sequence that are chance; the rest is the time in milliseconds.
  private static final int CHANCE_BITS = 20;

  private final Path directory;
  private final SingleChronicleQueue queue;
  private final int senderId;
  private final ExpandableArrayBuffer frame = new ExpandableArrayBuffer();
  private @Nullable FrameAppender appender;
  private long lastSequence;
  private long sentBytes;
  private volatile boolean closed;

  private MessageSender(Path directory, SingleChronicleQueue queue, int senderId) {
    this.directory = directory;
    this.queue = queue;
    this.senderId = senderId;
  }

  static MessageSender open(Path directory, SingleChronicleQueue queue, int senderId) {
    Envelope.requireSender(senderId);
    MessageSender sender = new MessageSender(directory, queue, senderId);
    try {
      sender.appender();
    } catch (RuntimeException | InternalError e) {
      throw sender.fault(e);
    }
    return sender;
  }

  /// Appends a message; every receiver sees it once this returns.
  ///
  /// @param correlationId what the message and its answer have in common; 0 if nothing
  /// @return the message's sequence
  /// @throws IllegalArgumentException if the message is too long for a frame or holds a text that
  ///   is not valid Unicode; nothing was sent
  /// @throws IllegalStateException if the sender is closed or belongs to another thread
  /// @throws BusException if the disk is full or the queue cannot be written; nothing was sent, and
  ///   sending works again once the cause is gone
  public long send(Message message, long correlationId) {
    if (closed) {
      throw new IllegalStateException("sender is closed: directory=" + directory);
    }
    try {
      FrameAppender open = appender();
      open.requireOwnThread(); // before the frame is touched
      long sequence = lastSequence + 1;
      long timestampMs = queue.time().currentTimeMillis();
      int length =
          FrameCodec.encode(
              new Envelope(sequence, correlationId, timestampMs, senderId, message), frame);
      open.append(frame, length);
      lastSequence = sequence;
      sentBytes += length;
      return sequence;
    } catch (IllegalArgumentException | ThreadingIllegalStateException e) {
      throw e;
    } catch (IOException | RuntimeException | InternalError e) {
      throw fault(e);
    }
  }

  /// Bytes of the messages sent here.
  long sentBytes() {
    return sentBytes;
  }

  /// Lets another thread send next. They see to it that they take turns.
  void handOver() {
    FrameAppender current = appender;
    if (current != null) {
      current.handOver();
    }
  }

  /// The sequence of the last message sent, here or by a predecessor.
  long lastSequence() {
    return lastSequence;
  }

  /// The appender, opened again if a fault closed it.
  private FrameAppender appender() {
    FrameAppender current = appender;
    if (current == null) {
      lastSequence = senderId == Envelope.CLIENT ? clientSequence() : sequenceInQueue();
      current = new FrameAppender(directory, queue);
      appender = current;
    }
    return current;
  }

  private long clientSequence() {
    return (queue.time().currentTimeMillis() << CHANCE_BITS)
        + ThreadLocalRandom.current().nextInt(1 << CHANCE_BITS);
  }

  /// The sequence of this sender's last message in the queue, 0 if there is none. In a queue of one
  /// sender that is the last message of all.
  private long sequenceInQueue() {
    FrameReader frames = new FrameReader();
    try (ExcerptTailer tailer = queue.createTailer().direction(TailerDirection.BACKWARD).toEnd()) {
      while (true) {
        try (DocumentContext document = tailer.readingDocument()) {
          if (!document.isPresent()) {
            return 0;
          }
          Envelope envelope = frames.read(document);
          if (envelope.sender() == senderId) {
            return envelope.sequence();
          }
        } catch (ProtocolException e) {
          throw BusException.damaged(directory, tailer.index(), "reason=" + e.getMessage(), e);
        }
      }
    }
  }

  /// Closes the appender, so that the next message starts afresh, and says what went wrong.
  private BusException fault(Throwable cause) {
    closeAppender();
    if (cause instanceof BusException fault) {
      return fault;
    }
    long freeBytes = QueueDirectory.freeBytes(directory);
    if (freeBytes < MessageQueue.NEW_FILE_BYTES) {
      return BusException.full(directory, MessageQueue.NEW_FILE_BYTES, freeBytes, cause);
    }
    return BusException.failed(directory, "send", cause);
  }

  private void closeAppender() {
    FrameAppender current = appender;
    appender = null;
    if (current != null) {
      current.close();
    }
  }

  boolean isClosed() {
    return closed;
  }

  /// Closes this sender; may be called by any thread that knows its owner has stopped.
  @Override
  public void close() {
    closed = true;
    closeAppender();
  }
}
