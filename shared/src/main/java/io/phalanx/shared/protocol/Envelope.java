package io.phalanx.shared.protocol;

/// A message with what its carrier knows about it.
///
/// @param sequence counts the messages of one sender in one queue
/// @param correlationId what a reply and its request have in common; 0 if nothing
/// @param timestampMs when it was sent, milliseconds since 1970 by the sender's clock
/// @param sender the worker's id (0 or more), [#COORDINATOR] or [#CLIENT]
/// @param message what was said
public record Envelope(
    long sequence, long correlationId, long timestampMs, int sender, Message message) {
  /// The sender id of the coordinator.
  public static final int COORDINATOR = -1;

  /// The sender id of every client.
  public static final int CLIENT = -2;

  public Envelope {
    requireSender(sender);
  }

  /// Checks a sender id.
  ///
  /// @throws IllegalArgumentException if it is none
  public static void requireSender(int sender) {
    if (sender < CLIENT) {
      throw new IllegalArgumentException("unknown sender: sender=" + sender);
    }
  }
}
