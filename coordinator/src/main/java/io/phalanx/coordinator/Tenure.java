package io.phalanx.coordinator;

/// How long a cluster means to stay.
///
/// @param ephemeral true for a cluster that ends with the command that started it
/// @param keepMs how long it stays without a job before it ends by itself, in ms; 0 for one that
///   does not
/// @param inTurns true for one that works in turn with others of this process: they may be bound to
///   the same cores
public record Tenure(boolean ephemeral, long keepMs, boolean inTurns) {
  /// As long as the command that started it.
  public static final Tenure OF_COMMAND = new Tenure(true, 0, false);

  /// The same, one of several that work in turn.
  public static final Tenure IN_TURNS = new Tenure(true, 0, true);

  /// Until it is told to stop.
  public static final Tenure UNTIL_STOPPED = new Tenure(false, 0, false);

  /// As long as jobs come.
  ///
  /// @param keepMs how long it waits for the next one, in ms
  public static Tenure whileUsed(long keepMs) {
    return new Tenure(false, keepMs, false);
  }
}
