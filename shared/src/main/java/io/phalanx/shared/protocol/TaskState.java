package io.phalanx.shared.protocol;

/// How far a task is.
public enum TaskState {
  /// It waits for its turn.
  QUEUED(0, false),
  /// A worker is at it.
  RUNNING(1, false),
  /// It has a result.
  DONE(2, true),
  /// It threw.
  FAILED(3, true),
  /// It took longer than it was given; the process that ran it was killed.
  TIMED_OUT(4, true),
  /// Every process that ran it died.
  QUARANTINED(5, true),
  /// Somebody took it back.
  CANCELLED(6, true);

  private static final TaskState[] BY_CODE = values();

  private final int code;
  private final boolean ended;

  TaskState(int code, boolean ended) {
    this.code = code;
    this.ended = ended;
  }

  /// True for a state that never changes again.
  public boolean isEnded() {
    return ended;
  }

  /// How the state is written.
  int code() {
    return code;
  }

  static TaskState ofCode(int code) {
    if (code < 0 || code >= BY_CODE.length) {
      throw new IllegalArgumentException("unknown state of a task: code=" + code);
    }
    return BY_CODE[code];
  }

  static {
    for (int code = 0; code < BY_CODE.length; code++) {
      if (BY_CODE[code].code != code) {
        throw new AssertionError("codes count from 0 in order: state=" + BY_CODE[code]);
      }
    }
  }
}
