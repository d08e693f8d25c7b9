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

  /// Beyond this share of it, if cores gain less than [#SCALING].
  private static final double HALF_LIMIT = 0.5;

  private static final double SCALING = 0.8;

  private static final double MS = 1e3;

  /// What it may be.
  public enum Kind {
    MEMORY,
    COMPUTE,
    START_UP
  }

  /// What a point gains over the one with the fewest workers.
  ///
  /// @param speedup how many times as fast it is
  /// @param efficiency that over what its cores would gain if they lost nothing
  record Gain(double speedup, double efficiency) {
    private String describe(int workers) {
      return speedup > 1
          ? String.format(
              Locale.ROOT, "%d workers are %.2f times as fast as the fewest", workers, speedup)
          : "the fewest workers are the fastest";
    }
  }

  /// That of the fastest point.
  ///
  /// @param gain what more workers have gained
  /// @param ofLimit its share of what memory allows; empty where that says nothing
  /// @param unit what is handed out, `the job` or `each batch of 100 tasks`
  static Bound of(Measured best, Gain gain, OptionalDouble ofLimit, String unit) {
    double seconds = best.seconds().median();
    if (best.workShare() < 0.5) {
      return new Bound(
          Kind.START_UP,
          String.format(
              Locale.ROOT,
              "start-up: of the %.1f ms that %s takes workers compute %.0f %%; the rest is handing it"
                  + " over and hearing of its end, which more workers do not shorten",
              seconds * MS,
              unit,
              best.workShare() * 100));
    }
    double share = ofLimit.orElse(0);
    if (share >= NEAR_LIMIT || (share >= HALF_LIMIT && gain.efficiency() < SCALING)) {
      return new Bound(
          Kind.MEMORY,
          String.format(
              Locale.ROOT,
              "memory: it moves %.0f %% of the bytes that plain loops on all cores move in the same"
                  + " time, and %s: more cannot help",
              share * 100,
              gain.describe(best.point().workers())));
    }
    String memory =
        ofLimit.isEmpty()
            ? ""
            : String.format(Locale.ROOT, "memory would allow %.1f times as much; ", 1 / share);
    return new Bound(
        Kind.COMPUTE,
        String.format(
            Locale.ROOT,
            "compute: %sthe cores are what it waits for, and %s",
            memory,
            gain.describe(best.point().workers())));
  }
}
