package io.phalanx.shared.protocol;

/// A message of the bus.
///
/// @param id counts all messages of a cluster directory, from 1 in the order in which they were
///   taken in
/// @param type what it is for
/// @param sender who said it, such as `client-4711` or `worker-1`
/// @param correlationId of a response the id of the request that it answers; otherwise what the
///   sender chose, 0 for nothing
/// @param timestampMs when it was taken in, ms since 1970
/// @param payload what it says, JSON
/// @param deliveries how often a worker was given it, this time included; 0 where it was not given
///   to a worker but read. More than 1 means that it may have been handled before, in whole or in
///   part
/// @param failed true of a response whose payload, a text, says why there is no answer
public record BusMessage(
    long id,
    Type type,
    String sender,
    long correlationId,
    long timestampMs,
    String payload,
    int deliveries,
    boolean failed) {
  private static final String PREFIX = "m";

  /// What a message is for.
  public enum Type {
    /// Work for any one worker.
    TASK(0),
    /// An instruction to workers.
    CONTROL(1),
    /// News for everybody.
    BROADCAST(2),
    /// A question that one worker answers.
    REQUEST(3),
    /// The answer to a question.
    RESPONSE(4);

    private static final Type[] BY_CODE = values();

    private final int code;

    Type(int code) {
      this.code = code;
    }

    /// How the type is written.
    int code() {
      return code;
    }

    static Type ofCode(int code) {
      if (code < 0 || code >= BY_CODE.length) {
        throw new IllegalArgumentException("unknown type of a message: code=" + code);
      }
      return BY_CODE[code];
    }

    static {
      for (int code = 0; code < BY_CODE.length; code++) {
        if (BY_CODE[code].code != code) {
          throw new AssertionError("codes count from 0 in order: type=" + BY_CODE[code]);
        }
      }
    }
  }

  /// The id as people write it.
  public static String idText(long id) {
    return PREFIX + id;
  }

  /// The same, as it is given to a worker.
  public BusMessage delivered(int times) {
    return new BusMessage(id, type, sender, correlationId, timestampMs, payload, times, failed);
  }
}
