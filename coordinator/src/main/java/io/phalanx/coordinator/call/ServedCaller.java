package io.phalanx.coordinator.call;

import java.io.OutputStream;

/// The process elsewhere that a command is run for.
public final class ServedCaller {
  private final Call call;
  private final OutputStream out;
  private final OutputStream err;
  private volatile boolean gone;

  ServedCaller(Call call, OutputStream out, OutputStream err) {
    this.call = call;
    this.out = out;
    this.err = err;
  }

  /// Its working folder.
  public String folder() {
    return call.folder();
  }

  /// The cluster directory that it means where its command line names none.
  public String directory() {
    return call.directory();
  }

  /// Its PHALANX_KEEP_ALIVE; empty where it has none.
  public String keepAlive() {
    return call.keepAlive();
  }

  /// When its user began to wait, ms since 1970; 0 where nobody knows.
  public long beganMs() {
    return call.beganMs();
  }

  /// True if its stderr is a terminal.
  public boolean isTerminal() {
    return call.terminal();
  }

  /// Its standard output.
  public OutputStream out() {
    return out;
  }

  /// Its standard error.
  public OutputStream err() {
    return err;
  }

  /// True once it has gone: nobody waits for the command any more.
  public boolean isGone() {
    return gone;
  }

  void leave() {
    gone = true;
  }
}
