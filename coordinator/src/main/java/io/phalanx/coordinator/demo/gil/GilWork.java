package io.phalanx.coordinator.demo.gil;

/// How much is done, and on how many threads or processes; each has an equal share.
///
/// @param threads number of threads, and of processes
/// @param times how often the loop is run by all of them together, a multiple of `threads`
public record GilWork(int threads, int times) {
  /// A tenth to a third of a second for one thread of Python.
  private static final int TIMES_MIN = 960;

  /// Below that a share would be over before the last one has begun.
  private static final int SHARE_MIN = 30;

  /// The work for so many threads.
  public static GilWork on(int threads) {
    if (threads < 2) {
      throw new IllegalArgumentException(
          "nothing to compare with one thread: threads=" + threads + "; give 2 or more");
    }
    return new GilWork(threads, threads * Math.max(SHARE_MIN, TIMES_MIN / threads));
  }

  /// What each has to do.
  int share() {
    return times / threads;
  }
}
