package io.phalanx.coordinator.doctor;

/// What one look found.
///
/// @param name what was looked at
/// @param state how it is
/// @param found what was found
/// @param advice what to do about it; empty where all is well
public record Finding(String name, State state, String found, String advice) {
  /// How a thing is.
  public enum State {
    /// As it should be.
    OK,
    /// A cluster runs, but slower, or with something to tidy up.
    WARN,
    /// A cluster cannot run, or not reliably.
    FAIL
  }

  static Finding ok(String name, String found) {
    return new Finding(name, State.OK, found, "");
  }

  static Finding warn(String name, String found, String advice) {
    return new Finding(name, State.WARN, found, advice);
  }

  static Finding fail(String name, String found, String advice) {
    return new Finding(name, State.FAIL, found, advice);
  }

  /// All is well, or there is something to be done.
  static Finding warnIf(boolean wrong, String name, String found, String advice) {
    return wrong ? warn(name, found, advice) : ok(name, found);
  }
}
