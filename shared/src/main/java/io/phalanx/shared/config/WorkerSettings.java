package io.phalanx.shared.config;

import static io.phalanx.shared.config.ClusterSettings.inRange;

/// What each worker process gets of the host.
///
/// @param heapMib Java heap in MiB, at least 64; matrices lie outside it; default 256
/// @param threads how many threads may compute at once inside a worker, 1 to 256: those of
///   OpenBLAS, and the processors that its Java code sees; default 1, since workers are the threads
/// @param nice how much nicer than the coordinator a worker is to other processes, 0 to 19; default
///   0
/// @param pin true if each worker is bound to a core, with all its threads; default false
public record WorkerSettings(int heapMib, int threads, int nice, boolean pin) {
  private static final int THREADS_MAX = 256;
  private static final int NICE_MAX = 19;

  public WorkerSettings {
    inRange("workerHeapMib", heapMib, 64, Integer.MAX_VALUE);
    inRange("workerThreads", threads, 1, THREADS_MAX);
    inRange("workerNice", nice, 0, NICE_MAX);
  }

  /// The defaults.
  public static WorkerSettings defaults() {
    return new WorkerSettings(256, 1, 0, false);
  }

  /// The same, bound to a core or not.
  public WorkerSettings withPin(boolean bound) {
    return new WorkerSettings(heapMib, threads, nice, bound);
  }
}
