package io.phalanx.coordinator.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.jobs.Timeline;
import io.phalanx.coordinator.jobs.Timeline.Share;
import java.util.Locale;

/// What the workers of a job did, as text and as JSON.
///
/// @param timeline what is known of it
/// @param orderedNs when its first phase was ordered, in ns since 1970; 0 where that is not known
/// @param endedNs when it ended, or its last tile so far
public record TimelineReport(Timeline timeline, long orderedNs, long endedNs) {
  private static final long NS_PER_MS = 1_000_000;
  private static final double NS_PER_SECOND = 1e9;

  /// Of one job, as its record says when it was ordered and ended.
  public static TimelineReport of(JobRecord job, Timeline timeline) {
    long lastNs = timeline.workers().stream().mapToLong(Share::lastNs).max().orElse(0);
    long recordedNs = job.times().endedMs() * NS_PER_MS;
    return new TimelineReport(
        timeline, job.times().orderedMs() * NS_PER_MS, Math.max(lastNs, recordedNs));
  }

  /// Adds `workerShares` and `slowestTiles`.
  public void addTo(ObjectNode json) {
    ArrayNode workers = json.putArray("workerShares");
    for (Share share : timeline.workers()) {
      ObjectNode worker = workers.addObject();
      worker.put("worker", share.worker());
      worker.put("tiles", share.tiles());
      worker.put("stolenTiles", share.stolen());
      worker.put("retriedTiles", share.again());
      worker.put("workingSeconds", share.workingNs() / NS_PER_SECOND);
      worker.put("startRatio", ratio(startNs(share)));
      worker.put("waitingRatio", waiting(share));
      worker.put("workingRatio", ratio(share.workingNs()));
    }
    ArrayNode slowest = json.putArray("slowestTiles");
    for (Timeline.Tile tile : timeline.slowest()) {
      ObjectNode one = slowest.addObject();
      one.put("phase", tile.phase());
      one.put("tile", tile.tile());
      one.put("worker", tile.worker());
      one.put("seconds", tile.tookNs() / NS_PER_SECOND);
    }
  }

  /// A line per worker and per slow tile; empty where no tile is done.
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Share share : timeline.workers()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-12s start %.0f%%, waiting %.0f%%, working %.0f%%;"
                  + " %d tiles, %d of other bands, %d after a fault%n",
              "worker-" + share.worker(),
              100 * ratio(startNs(share)),
              100 * waiting(share),
              100 * ratio(share.workingNs()),
              share.tiles(),
              share.stolen(),
              share.again()));
    }
    for (Timeline.Tile tile : timeline.slowest()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-12s %.3f ms, tile %d of phase %d on worker-%d%n",
              "slow tile",
              tile.tookNs() / (double) NS_PER_MS,
              tile.tile(),
              tile.phase(),
              tile.worker()));
    }
    return text.toString();
  }

  private long startNs(Share share) {
    return Math.max(0, share.firstNs() - orderedNs);
  }

  private double waiting(Share share) {
    return Math.max(0, 1 - ratio(startNs(share)) - ratio(share.workingNs()));
  }

  /// Of the time from the first order to the end. A record's times are whole milliseconds, so that
  /// a tile of a short job may seem to last longer than the job.
  private double ratio(long ns) {
    long wholeNs = endedNs - orderedNs;
    return orderedNs == 0 || wholeNs <= 0 ? 0 : Math.min(1, ns / (double) wholeNs);
  }
}
