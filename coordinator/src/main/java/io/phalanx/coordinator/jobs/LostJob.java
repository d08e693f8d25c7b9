package io.phalanx.coordinator.jobs;

import io.phalanx.shared.ledger.TileLedger;
import java.nio.file.Files;

/// What a coordinator that died left of the job that it was running.
final class LostJob {
  private LostJob() {}

  /// What happened, and what state the files are in.
  static String describe(JobRecord job, JobFiles files) {
    String reason = "the coordinator died while the job ran";
    if (!job.request().inPlace()) {
      return reason + "; no output was written; submit it again";
    }
    int phase = job.counts().phases() - 1;
    String file = job.request().inputs().getFirst();
    if (!Files.exists(files.ledger(phase))) {
      return reason + "; " + FileState.untouched(file) + "; submit it again";
    }
    try (TileLedger ledger = TileLedger.open(files.ledger(phase))) {
      return reason + "; " + FileState.describe(file, ledger);
    }
  }
}
