package io.phalanx.coordinator.report;

import io.phalanx.coordinator.placement.Bindings;
import io.phalanx.coordinator.postmortem.LostWorker;
import io.phalanx.coordinator.report.ClusterStatus.Job;
import io.phalanx.coordinator.report.ClusterStatus.Worker;
import io.phalanx.shared.config.KeepAlive;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// The status of a cluster as people read it.
public final class StatusText {
  private StatusText() {}

  /// The text of one look.
  public static String of(ClusterStatus status) {
    Instant startedAt = Instant.ofEpochMilli(status.owner().startedAtMs());
    StringBuilder text = new StringBuilder();
    text.append("cluster      ").append(status.directory().root()).append('\n');
    text.append("coordinator  pid ")
        .append(status.owner().process().pid())
        .append(", running since ")
        .append(startedAt.truncatedTo(ChronoUnit.SECONDS))
        .append(status.owner().ephemeral() ? ", ends with its command" : "")
        .append('\n');
    KeepAlive kept = status.keepAlive();
    if (kept != null) {
      text.append("kept         ").append(kept(kept, System.currentTimeMillis())).append('\n');
    }
    text.append('\n');
    Table workers =
        new Table(
            "WORKER", "PID", "STATE", "JOB/TASK", "TILES", "BYTES", "BUSY", "BEAT", "RESTARTS");
    for (Worker worker : status.workers()) {
      workers.row(
          worker.id(),
          worker.pid(),
          worker.state(),
          worker.work(),
          worker.tilesDone(),
          ByteCount.of(worker.bytesDone()),
          String.format(Locale.ROOT, "%.1f%%", worker.busyRatio() * 100),
          worker.heartbeatAgeMs() < 0 ? "-" : worker.heartbeatAgeMs() + " ms",
          worker.restarts());
    }
    text.append(workers);
    Bindings bindings = status.bindings();
    if (!bindings.lines().isEmpty()) {
      text.append('\n').append(String.join("\n", bindings.lines())).append('\n');
    }
    if (!status.jobs().isEmpty()) {
      Table jobs = new Table("JOB", "OP", "STATE", "TILES");
      for (Job job : status.jobs()) {
        jobs.row(
            job.record().job(),
            job.record().request().operation(),
            job.record().state(),
            job.tilesDone() + "/" + job.record().counts().tiles());
      }
      text.append('\n').append(jobs);
    }
    if (!status.failures().isEmpty()) {
      Table failures = new Table("LOST AT", "WORKER", "PID", "HOW", "WHY", "DOING");
      for (LostWorker lost : status.failures()) {
        failures.row(
            Instant.ofEpochMilli(lost.atMs()).truncatedTo(ChronoUnit.SECONDS),
            lost.worker(),
            lost.pid(),
            lost.exit(),
            lost.cause() == null ? "-" : lost.cause(),
            lost.doing());
      }
      text.append('\n')
          .append(failures)
          .append("records in ")
          .append(status.directory().failures())
          .append('\n');
    }
    return text.toString();
  }

  /// How long a kept cluster stays.
  static String kept(KeepAlive kept, long nowMs) {
    return "for the next run: ends in "
        + time(Math.max(0, kept.endsAtMs() - nowMs))
        + " unless one comes, "
        + time(kept.keepMs())
        + " after the last";
  }

  private static String time(long ms) {
    long seconds = Math.ceilDiv(ms, 1000L);
    if (seconds < 60) {
      return seconds + " s";
    }
    return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
  }
}
