package io.phalanx.coordinator.report.timeline;

import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.jobs.JobRecord.Counts;
import io.phalanx.coordinator.jobs.JobRecord.Outcome;
import io.phalanx.coordinator.jobs.JobRecord.Shape;
import io.phalanx.coordinator.jobs.JobRecord.Times;
import io.phalanx.coordinator.jobs.JobState;
import io.phalanx.coordinator.jobs.Pace;
import io.phalanx.coordinator.jobs.Timeline;
import io.phalanx.coordinator.jobs.trace.Fault;
import io.phalanx.coordinator.jobs.trace.Fault.Interrupted;
import io.phalanx.coordinator.jobs.trace.Incidents;
import io.phalanx.coordinator.jobs.trace.JobTrace;
import io.phalanx.coordinator.jobs.trace.WorkerLife;
import io.phalanx.shared.ledger.TileLedger;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.protocol.JobRequest;
import java.util.List;
import java.util.Map;

/// A job of two workers, one of which was lost.
final class SampleJobs {
  /// What somebody might call an operation of theirs.
  static final String HOSTILE = "</script><img src=x onerror=alert(1)>&\"'@CONTENT@";

  private SampleJobs() {}

  static JobView view(String operation, int tiles) {
    long nowMs = System.currentTimeMillis();
    JobTrace trace = JobTrace.NONE;
    try (TileLedger ledger = TileLedger.inMemory(tiles, 2)) {
      for (int tile = 0; tile < tiles; tile++) {
        if (tile == 1) {
          ledger.release(ledger.claim(1, 1), 0);
        }
        ledger.finish(ledger.claim(tile % 2, 1 + tile % 2));
      }
      trace = trace.plus(0, ledger);
    }
    Incidents incidents =
        new Incidents(
            List.of(
                new WorkerLife(0, 1, 100, nowMs - 90, nowMs - 50, 0),
                new WorkerLife(1, 1, 101, nowMs - 90, nowMs - 40, nowMs + 1),
                new WorkerLife(1, 2, 102, nowMs + 1, nowMs + 2, 0)),
            List.of(
                new Fault(
                    nowMs + 1,
                    1,
                    1,
                    "signal=9",
                    0,
                    12,
                    List.of(new Interrupted(1, nowMs * 1_000_000, 0, 1)))));
    JobRecord job =
        new JobRecord(
            "j0007",
            new JobRequest(operation, Map.of(), List.of("/in.npy"), "/out.npy", false, Map.of()),
            JobState.DONE,
            new Shape(tiles, 8, DType.FLOAT64),
            new Times(nowMs - 30, nowMs - 20, nowMs - 10, nowMs + 40, 5, Pace.NONE),
            new Counts(2, 1, 1, 0, tiles, tiles, 1, 1, 1L << 20),
            Outcome.NONE);
    return JobView.of(
        job, new Timeline(List.of(), List.of(), trace.with(incidents)), List.of(), nowMs);
  }

  static JobView empty() {
    JobView full = view("relu", 0);
    return JobView.of(full.job(), Timeline.NONE, List.of("nothing is known"), full.nowMs());
  }
}
