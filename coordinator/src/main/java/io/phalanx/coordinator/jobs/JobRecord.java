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
  /// @param orderedMs its first phase was ordered, every file being ready
  /// @param endedMs its last state was reached
  /// @param syncMs how long its end waited for the disk, in ms; 0 if it was not told to
  /// @param pace how soon its tiles were computed
  public record Times(
      long submittedMs, long startedMs, long orderedMs, long endedMs, long syncMs, Pace pace) {
    static Times submitted(long nowMs) {
      return new Times(nowMs, 0, 0, 0, 0, Pace.NONE);
    }

    Times started(long nowMs) {
      return new Times(submittedMs, nowMs, orderedMs, endedMs, syncMs, pace);
    }

    /// Taken up again: start and computing count from now.
    Times resumed(long nowMs) {
      return new Times(submittedMs, nowMs, 0, 0, 0, pace);
    }

    Times ordered(long nowMs) {
      long firstMs = orderedMs == 0 ? nowMs : orderedMs;
      return new Times(submittedMs, startedMs, firstMs, endedMs, syncMs, pace);
    }

    Times ended(long nowMs) {
      return new Times(submittedMs, startedMs, orderedMs, nowMs, syncMs, pace);
    }

    Times synced(long durationMs) {
      return new Times(submittedMs, startedMs, orderedMs, endedMs, durationMs, pace);
    }

    Times at(Pace known) {
      return new Times(submittedMs, startedMs, orderedMs, endedMs, syncMs, known);
    }
  }

  /// What a job took.
  ///
  /// @param workers worker processes at its start
  /// @param phases number of phases
  /// @param phasesBegun how many of them have a ledger, which workers may have claimed tiles from
  /// @param resumes how often a coordinator took the job up again
  /// @param tiles tiles of all phases
  /// @param tilesDone how many of them are done
  /// @param retriedTiles how many were computed again after a worker was lost
  /// @param workerRestarts workers lost while it ran
  /// @param bytes read and written by its tiles
  public record Counts(
      int workers,
      int phases,
      int phasesBegun,
      int resumes,
      long tiles,
      long tilesDone,
      long retriedTiles,
      int workerRestarts,
      long bytes) {
    static Counts planned(int workers, int phases, long tiles) {
      return new Counts(workers, phases, 0, 0, tiles, 0, 0, 0, 0);
    }

    Counts begun(int begunPhases) {
      return new Counts(
          workers,
          phases,
          begunPhases,
          resumes,
          tiles,
          tilesDone,
          retriedTiles,
          workerRestarts,
          bytes);
    }

    Counts resumed() {
      return new Counts(
          workers,
          phases,
          phasesBegun,
          resumes + 1,
          tiles,
          tilesDone,
          retriedTiles,
          workerRestarts,
          bytes);
    }

    /// What has happened since, on top of what happened before.
    Counts plus(long done, long retried, int restarts, long moved) {
      return new Counts(
          workers,
          phases,
          phasesBegun,
          resumes,
          tiles,
          done,
          retriedTiles + retried,
          workerRestarts + restarts,
          bytes + moved);
    }
  }

  /// What came of a job.
  ///
  /// @param result of a reduction of the whole matrix
  /// @param results number of results in the file `results` of the job's folder, for a reduction
  ///   per row or column; 0 otherwise
  /// @param error why it failed, for people
  /// @param temporary the output under its temporary name while the job runs, so that whoever takes
  ///   over a dead coordinator's directory can go on with it
  /// @param fileKey identity of the file that the job writes to while it runs, so that another file
  ///   of the same name is not taken for it
  public record Outcome(
      @Nullable Double result,
      long results,
      @Nullable String error,
      @Nullable String temporary,
      @Nullable String fileKey) {
    /// Nothing yet.
    public static final Outcome NONE = new Outcome(null, 0, null, null, null);

    /// The outcome of a job that did not end well.
    public static Outcome failed(String reason) {
      return new Outcome(null, 0, reason, null, null);
    }
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
