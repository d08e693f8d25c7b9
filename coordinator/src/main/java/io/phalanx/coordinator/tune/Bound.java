package io.phalanx.coordinator.tune;

import java.util.Locale;
import java.util.OptionalDouble;

/// What keeps the work from being done sooner. Pure.
///
/// @param kind which
/// @param sentence the same for people, with figures
public record Bound(Kind kind, String sentence) {
  /// Beyond this share of the machine's limit memory is what it waits for.
  private static final double NEAR_LIMIT = 0.75;

  private static final double MS = 1e3;

  /// What it may be.
  public enum Kind {
    MEMORY,
    COMPUTE,
    START_UP
  }

  /// That of the fastest point.
  ///
  /// @param ofLimit its share of what memory allows; empty where that says nothing
  /// @param unit what is handed out, `the job` or `each batch of 100 tasks`
  static Bound of(Measured best, double speedup, OptionalDouble ofLimit, String unit) {
    double seconds = best.seconds().median();
    if (best.workShare() < 0.5) {
      return new Bound(
          Kind.START_UP,
          String.format(
              Locale.ROOT,
              "start-up: of the %.1f ms that %s takes workers compute %.0f %%; the rest is handing it"
                  + " over and hearing of its end, which more workers do not shorten",
              seconds * MS, unit, best.workShare() * 100));
    }
    if (ofLimit.isPresent() && ofLimit.getAsDouble() >= NEAR_LIMIT) {
      return new Bound(
          Kind.MEMORY,
          String.format(
              Locale.ROOT,
              "memory: it moves %.0f %% of the bytes that plain loops in all cores move in the same"
                  + " time, so more workers cannot help",
              ofLimit.getAsDouble() * 100));
    }
    String memory =
        ofLimit.isEmpty()
            ? ""
            : String.format(
                Locale.ROOT, "memory would allow %.1f times as much; ", 1 / ofLimit.getAsDouble());
    return new Bound(
        Kind.COMPUTE,
        String.format(
            Locale.ROOT,
            "compute: %sthe cores are what it waits for, and %d workers are %.2f times as fast as the"
                + " fewest",
            memory, best.point().workers(), speedup));
  }
}
