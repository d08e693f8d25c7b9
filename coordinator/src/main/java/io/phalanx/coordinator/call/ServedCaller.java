package io.phalanx.coordinator.call;

import java.io.OutputStream;

/// The process elsewhere that a command is run for.
public final class ServedCaller {
  private final Call call;
  private final OutputStream out;
  private final OutputStream err;
  private volatile boolean gone;

  /// A caller.
  ///
  /// @param out its standard output, which gets what is written when it is flushed
  /// @param err its standard error, likewise
  public ServedCaller(Call call, OutputStream out, OutputStream err) {
    this.call = call;
    this.out = out;
    this.err = err;
  }

  /// What it said.
  public Call call() {
    return call;
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

  /// Notes that it has gone.
  public void leave() {
    gone = true;
  }
}
