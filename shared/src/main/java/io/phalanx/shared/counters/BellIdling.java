package io.phalanx.shared.counters;

/// How a duty cycle idles: after a turn without work it sleeps until its bell is rung, and now and
/// then looks after what is due by the clock.
///
/// ```java
/// while (agent.isRunning()) {
///   idling.idle(agent.doWork());
/// }
/// ```
///
/// Belongs to one thread.
public final class BellIdling {
  private final Bell bell;
  private final long timeoutNs;
  private int heard;

  /// Idling by a bell.
  ///
  /// @param timeoutNs longest sleep, ns
  public BellIdling(Bell bell, long timeoutNs) {
    this.bell = bell;
    this.timeoutNs = timeoutNs;
    this.heard = bell.rings();
  }

  /// Sleeps if a turn that began after the last call found nothing to do.
  public void idle(int workCount) {
    if (workCount == 0) {
      bell.await(heard, timeoutNs);
    }
    heard = bell.rings();
  }
}
