package io.phalanx.shared.protocol;

import java.util.List;

/// A message as its sender gives it to the bus.
///
/// @param type what it is for
/// @param correlationId what the sender wants others to find it by; 0 for nothing
/// @param payload what it says, JSON, at most [#PAYLOAD_LENGTH_MAX] characters
/// @param target the worker that gets it, [#ANY], [#EVERY] or [#NONE]; whoever subscribes to its
///   type reads it in any case
/// @param jars the jars that have handlers for it beside the built-in ones
public record MessageDraft(
    BusMessage.Type type, long correlationId, String payload, int target, List<KernelJarRef> jars) {
  /// For the worker that has the least to do.
  public static final int ANY = -1;

  /// For every worker.
  public static final int EVERY = -2;

  /// For no worker.
  public static final int NONE = -3;

  /// Most characters of a payload; more than that belongs into a file whose path is the payload.
  public static final int PAYLOAD_LENGTH_MAX = 256 << 10;

  public MessageDraft {
    jars = List.copyOf(jars);
    KernelJarRef.requireFew(jars.size());
    if (target < NONE) {
      throw new IllegalArgumentException("unknown target of a message: target=" + target);
    }
    if (payload.isEmpty() || payload.length() > PAYLOAD_LENGTH_MAX) {
      throw new IllegalArgumentException(
          "payload of a message out of range: characters="
              + payload.length()
              + ", min=1, max="
              + PAYLOAD_LENGTH_MAX
              + "; write it into a file and pass the path");
    }
  }

  /// A message for those who usually get its type: any one worker a TASK or a REQUEST, every worker
  /// a CONTROL or a BROADCAST, none a RESPONSE.
  public static MessageDraft of(BusMessage.Type type, String payload) {
    int target =
        switch (type) {
          case TASK, REQUEST -> ANY;
          case CONTROL, BROADCAST -> EVERY;
          case RESPONSE -> NONE;
        };
    return new MessageDraft(type, 0, payload, target, List.of());
  }

  /// The same for another target.
  public MessageDraft to(int other) {
    return new MessageDraft(type, correlationId, payload, other, jars);
  }

  /// The same with another correlation id.
  public MessageDraft withCorrelationId(long other) {
    return new MessageDraft(type, other, payload, target, jars);
  }

  /// The same with other jars.
  public MessageDraft withJars(List<KernelJarRef> others) {
    return new MessageDraft(type, correlationId, payload, target, others);
  }
}
