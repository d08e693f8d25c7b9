package io.phalanx.shared.bus;

import io.phalanx.shared.protocol.Message;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends messages in order, and keeps those that find no room on the disk until there is some, so
/// that a disk that is full for a while costs time and nothing else.
///
/// One thread uses it, and calls [#flush] now and then.
public final class PatientSender implements AutoCloseable {
  /// Most messages kept; a disk that is full for longer is a fault.
  private static final int KEPT_MAX = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(PatientSender.class);
  private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(200);

  private final MessageSender sender;
  private final Runnable sent;
  private final Deque<Kept> kept = new ArrayDeque<>();
  private long dueNs;

  /// A sender that tells whoever waits for its messages.
  ///
  /// @param sent called once messages were sent
  public PatientSender(MessageSender sender, Runnable sent) {
    this.sender = sender;
    this.sent = sent;
  }

  /// Sends a message, now or once there is room.
  ///
  /// @param correlationId what the message and its answer have in common; 0 if nothing
  /// @throws BusException if it cannot be sent for another reason, or too many are kept
  public void send(Message message, long correlationId) {
    post(message, correlationId);
    tell();
  }

  /// Tells whoever waits that there are messages.
  public void tell() {
    sent.run();
  }

  /// Sends a message, and tells nobody: [#tell] does, or another sender will.
  ///
  /// @param correlationId what the message and its answer have in common; 0 if nothing
  /// @throws BusException if it cannot be sent for another reason, or too many are kept
  public void post(Message message, long correlationId) {
    Kept next = new Kept(message, correlationId);
    if (kept.isEmpty() && sent(next)) {
      return;
    }
    if (kept.size() >= KEPT_MAX) {
      throw BusException.overdue(kept.size());
    }
    kept.add(next);
  }

  /// Sends what was kept, if it is time to try again.
  ///
  /// @return how many messages were sent
  public int flush() {
    int count = 0;
    while (!kept.isEmpty() && System.nanoTime() - dueNs >= 0 && sent(kept.element())) {
      kept.remove();
      count++;
    }
    if (count > 0) {
      tell();
    }
    return count;
  }

  /// True while messages wait for room on the disk.
  public boolean isHolding() {
    return !kept.isEmpty();
  }

  private boolean sent(Kept next) {
    try {
      sender.send(next.message(), next.correlationId());
      return true;
    } catch (BusException e) {
      if (!e.isDiskFull()) {
        throw e;
      }
      if (kept.isEmpty()) {
        LOG.warn("message waits for room on the disk: cause={}", e.getMessage());
      }
      dueNs = System.nanoTime() + RETRY_NS;
      return false;
    }
  }

  @Override
  public void close() {
    sender.close();
  }

  private record Kept(Message message, long correlationId) {}
}
