package io.phalanx.coordinator.jobs;

import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.protocol.JobRequest;
import org.jspecify.annotations.Nullable;

/// What is kept of a job in its `job.json`, from its submission to its end.
///
/// @param job its id
/// @param request what was asked
/// @param state how far it is
/// @param shape of its output, or of its input for a reduction
/// @param times when what happened
/// @param counts what it took
/// @param outcome what came of it
public record JobRecord(
    String job,
    JobRequest request,
    JobState state,
    Shape shape,
    Times times,
    Counts counts,
    Outcome outcome) {

  /// Rows × columns of a type.
  public record Shape(long rows, long cols, DType dtype) {}

  /// Points in time, ms since 1970, 0 where not reached.
  ///
  /// @param submittedMs accepted by the coordinator
  /// @param startedMs its turn came
  /// @param firstTileMs its first phase was ordered, every file being ready
  /// @param endedMs its last state was reached
  public record Times(long submittedMs, long startedMs, long firstTileMs, long endedMs) {
    Times started(long nowMs) {
      return new Times(submittedMs, nowMs, firstTileMs, endedMs);
    }

    Times ordered(long nowMs) {
      return new Times(submittedMs, startedMs, firstTileMs == 0 ? nowMs : firstTileMs, endedMs);
    }

    Times ended(long nowMs) {
      return new Times(submittedMs, startedMs, firstTileMs, nowMs);
    }
  }

  /// What a job took.
  ///
  /// @param workers worker processes at its start
  /// @param phases number of phases
  /// @param tiles tiles of all phases
  /// @param tilesDone how many of them are done
  /// @param retriedTiles how many were computed again after a worker was lost
  /// @param workerRestarts workers lost while it ran
  /// @param bytes read and written by its tiles
  public record Counts(
      int workers,
      int phases,
      long tiles,
      long tilesDone,
      long retriedTiles,
      int workerRestarts,
      long bytes) {}

  /// What came of a job.
  ///
  /// @param result of a reduction of the whole matrix
  /// @param results number of results in the file `results` of the job's folder, for a reduction
  ///   per row or column; 0 otherwise
  /// @param error why it failed, for people
  /// @param temporary the output under its temporary name while the job runs, so that whoever takes
  ///   over a dead coordinator's directory can remove it
  public record Outcome(
      @Nullable Double result, long results, @Nullable String error, @Nullable String temporary) {
    /// Nothing yet.
    public static final Outcome NONE = new Outcome(null, 0, null, null);
  }

  JobRecord at(JobState next) {
    return new JobRecord(job, request, next, shape, times, counts, outcome);
  }

  JobRecord with(Times next) {
    return new JobRecord(job, request, state, shape, next, counts, outcome);
  }

  JobRecord with(Counts next) {
    return new JobRecord(job, request, state, shape, times, next, outcome);
  }

  JobRecord with(Outcome next) {
    return new JobRecord(job, request, state, shape, times, counts, next);
  }
}
