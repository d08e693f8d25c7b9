package io.phalanx.shared.lifecycle;

import java.io.IOException;
import java.io.UncheckedIOException;

/// Signals that Java has no word for, sent with the tool that every system has.
public final class Signals {
  private Signals() {}

  /// Sends a signal, such as `STOP`, and returns once it is sent.
  public static void send(String name, long pid) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot signal: signal=" + name + ", pid=" + pid, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
