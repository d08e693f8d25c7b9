package io.phalanx.shared.bus;

import io.phalanx.shared.protocol.Envelope;
import io.phalanx.shared.protocol.ProtocolException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import net.openhft.chronicle.core.io.ClosedIllegalStateException;
import net.openhft.chronicle.core.io.ThreadingIllegalStateException;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.wire.DocumentContext;
import org.jspecify.annotations.Nullable;

/// Reads a queue in order, every message once.
///
/// Nothing is skipped in silence: a frame that is damaged or foreign, and a gap in the sequence of
/// a sender (Chronicle's own headers carry no checksum), raise a [BusException]; the receiver stays
/// where it is and raises it again, since what follows a lost message cannot be trusted.
///
/// Belongs to the first thread that polls it, for as long as that thread lives.
public final class MessageReceiver implements AutoCloseable {
  private final Path directory;
  private final ExcerptTailer tailer;
  private final Map<Integer, Long> lastSequences = new HashMap<>();
  private final FrameReader frames = new FrameReader();

  MessageReceiver(Path directory, ExcerptTailer tailer) {
    this.directory = directory;
    this.tailer = tailer;
    handOver();
  }

  /// Lets another thread poll next. They see to it that they take turns.
  void handOver() {
    tailer.singleThreadedCheckReset();
  }

  /// Hands the next messages to the handler, if there are any; never waits.
  ///
  /// A message counts as read before it is handled: what the handler throws comes out of here, and
  /// the next poll goes on behind that message.
  ///
  /// @param limit most messages to hand over
  /// @return how many were handed over
  /// @throws BusException if the queue is damaged; messages before the damage have been handled
  /// @throws IllegalStateException if the receiver is closed or belongs to another thread
  public int poll(Consumer<Envelope> handler, int limit) {
    int handled = 0;
    while (handled < limit) {
      Envelope envelope = next();
      if (envelope == null) {
        break;
      }
      handled++;
      handler.accept(envelope);
    }
    return handled;
  }

  private @Nullable Envelope next() {
    try (DocumentContext document = tailer.readingDocument()) {
      return document.isPresent() ? read(document) : null;
    } catch (BusException | ThreadingIllegalStateException | ClosedIllegalStateException e) {
      throw e;
    } catch (RuntimeException | InternalError e) { // damage that confused the library itself
      throw BusException.damaged(directory, tailer.index(), "reason=" + e, e);
    }
  }

  private Envelope read(DocumentContext document) {
    try {
      Envelope envelope = frames.read(document);
      requireSuccessor(envelope, document.index());
      return envelope;
    } catch (ProtocolException e) {
      document.rollbackOnClose();
      throw BusException.damaged(directory, document.index(), "reason=" + e.getMessage(), e);
    } catch (BusException e) {
      document.rollbackOnClose();
      throw e;
    }
  }

  private void requireSuccessor(Envelope envelope, long index) {
    int sender = envelope.sender();
    if (sender == Envelope.CLIENT) {
      return; // many processes, each with its own count
    }
    Long last = lastSequences.get(sender);
    if (last != null && envelope.sequence() != last + 1) {
      throw BusException.damaged(
          directory,
          index,
          "sender=" + sender + ", sequence=" + envelope.sequence() + ", expected=" + (last + 1),
          null);
    }
    lastSequences.put(sender, envelope.sequence());
  }

  /// The oldest roll cycle that holds something this receiver has not read.
  int firstCycleToRead(ChronicleQueue queue) {
    long index = tailer.index();
    return index == 0 ? Integer.MIN_VALUE : queue.rollCycle().toCycle(index);
  }

  boolean isClosed() {
    return tailer.isClosed();
  }

  /// Closes this receiver; may be called by any thread that knows its owner has stopped.
  @Override
  public void close() {
    tailer.close();
  }
}
