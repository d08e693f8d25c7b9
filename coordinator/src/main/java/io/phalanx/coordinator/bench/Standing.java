package io.phalanx.coordinator.bench;

/// How a contender did in one task.
///
/// @param contender its name
/// @param state whether its times count
/// @param note why they do not; empty if they do
/// @param seconds per round
/// @param computeMs per round, of it computing; without figures where that is unknown
public record Standing(
    String contender, State state, String note, Figures seconds, Figures computeMs) {
  /// Whether the times of a contender count.
  public enum State {
    RANKED,
    /// It took no part.
    ABSENT,
    /// It computed something else than what was asked.
    WRONG,
    /// It failed, or was killed because it did not answer.
    FAILED
  }

  static Standing without(String contender, State state, String note) {
    return new Standing(contender, state, note, Figures.NONE, Figures.NONE);
  }

  public boolean isRanked() {
    return state == State.RANKED;
  }
}
