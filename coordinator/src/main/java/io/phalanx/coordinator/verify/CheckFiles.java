package io.phalanx.coordinator.verify;

import io.phalanx.coordinator.jobs.JobPlan;
import java.nio.file.Path;

/// The mapped files of a check.
///
/// @param inputs the job's inputs
/// @param scratch what the check keeps and computes
record CheckFiles(InputMatrices inputs, ScratchFiles scratch) implements AutoCloseable {
  static CheckFiles open(JobPlan plan, Path folder) {
    return new CheckFiles(InputMatrices.open(plan), new ScratchFiles(folder));
  }

  @Override
  public void close() {
    scratch.close();
    inputs.close();
  }
}
