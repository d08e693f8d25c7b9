package io.phalanx.shared.counters;

/// Where a worker process stands.
public enum WorkerState {
  /// No process: not started yet, or stopped.
  ABSENT(0),
  /// The process was started and is not ready yet.
  STARTING(1),
  /// Waiting for work.
  IDLE(2),
  /// On the tiles of a job.
  BUSY(3),
  /// Told to stop, or to retire and still at what it had begun.
  STOPPING(4),
  /// The process has ended without being told to.
  LOST(5);

  private static final WorkerState[] BY_CODE = values();

  private final int code;

  WorkerState(int code) {
    this.code = code;
  }

  /// True if the process is up, and takes work.
  public boolean isUp() {
    return this == IDLE || this == BUSY;
  }

  /// How the state is written in the counters file.
  int code() {
    return code;
  }

  static WorkerState ofCode(long code) {
    if (code < 0 || code >= BY_CODE.length) {
      throw new IllegalStateException("unknown worker state: code=" + code);
    }
    return BY_CODE[(int) code];
  }

  static {
    for (int code = 0; code < BY_CODE.length; code++) {
      if (BY_CODE[code].code != code) {
        throw new AssertionError("codes count from 0 in order: state=" + BY_CODE[code]);
      }
    }
  }
}
