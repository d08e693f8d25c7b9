package io.phalanx.coordinator;

/// How long a cluster means to stay.
///
/// @param ephemeral true for a cluster that ends with the command that started it
/// @param keepMs how long it stays without a job before it ends by itself, in ms; 0 for one that
///   does not
public record Tenure(boolean ephemeral, long keepMs) {
  /// As long as the command that started it.
  public static final Tenure OF_COMMAND = new Tenure(true, 0);

  /// Until it is told to stop.
  public static final Tenure UNTIL_STOPPED = new Tenure(false, 0);

  /// As long as jobs come.
  ///
  /// @param keepMs how long it waits for the next one, in ms
  public static Tenure whileUsed(long keepMs) {
    return new Tenure(false, keepMs);
  }
}
