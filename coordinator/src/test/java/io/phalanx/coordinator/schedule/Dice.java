package io.phalanx.coordinator.schedule;

import java.util.SplittableRandom;

/// The chances of one simulated schedule: all that happens in it follows from the seed.
final class Dice {
  private final SplittableRandom random;

  Dice(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /// A number from 0, less than the limit.
  int below(int limit) {
    return random.nextInt(limit);
  }

  /// True once in so many times.
  boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  /// One of some values, each as likely.
  int oneOf(int... values) {
    return values[random.nextInt(values.length)];
  }
}
