package io.phalanx.coordinator.download;

import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// What a downloader does not decide itself: the time, chance, and how waiting is done.
///
/// @param clock what time it is
/// @param random for the waits between attempts
/// @param delays how waiting is done
record Surroundings(InstantSource clock, RandomGenerator random, Delays delays) {
  /// Runs something later.
  interface Delays {
    Future<?> after(long ms, Runnable action, ScheduledExecutorService timer);
  }

  /// The real ones.
  static Surroundings real() {
    return new Surroundings(
        InstantSource.system(),
        new SplittableRandom(),
        (ms, action, timer) -> timer.schedule(action, ms, TimeUnit.MILLISECONDS));
  }
}
