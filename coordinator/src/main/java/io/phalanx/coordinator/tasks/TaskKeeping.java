package io.phalanx.coordinator.tasks;

import java.util.concurrent.TimeUnit;

/// How much is kept of tasks.
///
/// @param liveMax most tasks that have not come to their end; more are refused
/// @param outcomesMax outcomes above which the oldest are forgotten, a volume at a time
/// @param volumeOutcomesMax outcomes of a volume
/// @param ageMsMax age above which outcomes are forgotten, in ms
/// @param recentLengthMax characters of outcomes that are kept in memory; older ones are read from
///   the notes when somebody asks
record TaskKeeping(
    int liveMax, long outcomesMax, long volumeOutcomesMax, long ageMsMax, long recentLengthMax) {
  /// What a cluster keeps.
  static final TaskKeeping DEFAULT =
      new TaskKeeping(200_000, 100_000, 25_000, TimeUnit.DAYS.toMillis(7), 32 << 20);
}
