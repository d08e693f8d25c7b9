package io.phalanx.coordinator.messages;

/// How much may wait where.
///
/// @param depthMax messages for one worker, and those for any
/// @param lengthMax characters of their payloads
/// @param credit messages that a worker is given before it acknowledges the first
/// @param lagMax messages that a subscriber may be behind
/// @param lagVolumesMax queues of the log that are kept for a subscriber
/// @param aloneLossesMax how many workers may die over a message that each had alone
record MessageLimits(
    int depthMax, long lengthMax, int credit, long lagMax, int lagVolumesMax, int aloneLossesMax) {
  private static final int LAG_FACTOR = 16;

  /// What a cluster of this setting allows.
  static MessageLimits of(int messageDepth) {
    return new MessageLimits(
        messageDepth, 8 << 20, Math.min(64, messageDepth), (long) LAG_FACTOR * messageDepth, 64, 3);
  }
}
