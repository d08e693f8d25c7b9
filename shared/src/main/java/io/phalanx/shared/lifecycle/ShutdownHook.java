package io.phalanx.shared.lifecycle;

/// What this program tidies up if it is told to end (SIGTERM, Ctrl-C) before it has done so itself.
///
/// Any thread may use it.
public final class ShutdownHook implements AutoCloseable {
  private final Thread thread;

  /// One that is not registered yet.
  ///
  /// @param name of the thread that runs it
  /// @param action what is done
  public ShutdownHook(String name, Runnable action) {
    this.thread = Thread.ofPlatform().name(name).unstarted(action);
  }

  /// From now on it is run when the program is told to end.
  public void register() {
    Runtime.getRuntime().addShutdownHook(thread);
  }

  /// Takes it back, since all is tidy. Once the program is ending it is too late for that: it runs,
  /// and is to bear that nothing is left.
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(thread);
    } catch (IllegalStateException e) {
      return; // the program is ending already
    }
  }
}
