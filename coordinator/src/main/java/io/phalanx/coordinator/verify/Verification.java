package io.phalanx.coordinator.verify;

import io.phalanx.coordinator.jobs.JobFiles;
import io.phalanx.coordinator.jobs.JobPlan;
import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.verify.Expectation.Computed;
import io.phalanx.coordinator.verify.Expectation.Kept;
import io.phalanx.shared.kernel.Operation.Family;
import io.phalanx.shared.matrix.Grid;
import java.nio.file.Path;
import java.util.List;

/// A check of one job against a serial run of the scalar kernel, prepared before the job runs,
/// since work in place destroys its input.
///
/// | | sample | all |
/// |---|---|---|
/// | out of place | computed afterwards | computed afterwards, a chunk at a time |
/// | in place | computed and kept beforehand | the input is copied beforehand |
///
/// One thread uses an instance.
public final class Verification implements AutoCloseable {
  private final JobPlan plan;
  private final List<Span> places;
  private final Expectation expectation;
  private final CheckFiles files;

  private Verification(JobPlan plan, List<Span> places, Expectation expectation, CheckFiles files) {
    this.plan = plan;
    this.places = places;
    this.expectation = expectation;
    this.files = files;
  }

  /// Prepares the check of a job that has not begun.
  ///
  /// @param scratch a folder for what is kept and computed, up to a copy of the input for a full
  ///   check in place; nothing is left in it, even if this process is killed
  /// @throws io.phalanx.shared.matrix.MatrixIoException if there is no room for that
  public static Verification prepare(JobPlan plan, Extent extent, Path scratch) {
    OutputLayout layout = OutputLayout.of(plan);
    List<Span> places =
        extent == Extent.ALL
            ? layout.everything()
            : Sample.of(plan).places(layout, plan.outputTiling());
    CheckFiles files = CheckFiles.open(plan, scratch);
    try {
      Expectation expectation =
          losesInput(plan)
              ? beforehand(plan, extent, places, files)
              : computed(plan, files.inputs().grids(), files);
      return new Verification(plan, places, expectation, files);
    } catch (RuntimeException e) {
      files.close();
      throw e;
    }
  }

  /// Compares what the job made with a serial scalar run.
  ///
  /// @param job the job, done
  /// @param jobFiles its files, where the results of reductions lie
  /// @throws IllegalStateException if the output is not of the shape that was planned
  public Verdict check(JobRecord job, JobFiles jobFiles) {
    Comparison comparison = new Comparison(OutputLayout.of(plan), plan.ulpAllowed());
    try (FoundOutput found = FoundOutput.open(plan, job, jobFiles)) {
      expectation.compare(places, found.elements(), comparison);
    }
    return comparison.verdict();
  }

  @Override
  public void close() {
    files.close();
  }

  private static boolean losesInput(JobPlan plan) {
    return plan.request().inPlace() && plan.operation().family() != Family.FILL;
  }

  private static Expectation beforehand(
      JobPlan plan, Extent extent, List<Span> places, CheckFiles files) {
    return extent == Extent.ALL
        ? computed(plan, files.inputs().gridsCopied(files.scratch()), files)
        : Kept.of(computed(plan, files.inputs().grids(), files), places);
  }

  private static Computed computed(JobPlan plan, List<Grid> inputs, CheckFiles files) {
    References references = new References(plan, inputs, files.scratch());
    return new Computed(OutputLayout.of(plan), references.bind(), files.scratch());
  }
}
