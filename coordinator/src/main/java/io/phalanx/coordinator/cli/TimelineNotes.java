package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.jobs.JobState;
import io.phalanx.coordinator.jobs.JobStore;
import io.phalanx.coordinator.jobs.trace.Incidents;
import io.phalanx.coordinator.jobs.trace.JobTrace;
import io.phalanx.coordinator.jobs.trace.PhaseTrace;
import java.util.ArrayList;
import java.util.List;

/// What is not known of the time of a job, and why, a sentence each.
final class TimelineNotes {
  private TimelineNotes() {}

  /// @param trace what is known
  static List<String> of(JobRecord job, JobTrace trace, JobStore store) {
    List<String> notes = new ArrayList<>();
    if (trace.phases().stream().allMatch(phase -> phase.spans().isEmpty())) {
      notes.add("no times of tiles: " + whyNone(job, store) + ": job=" + job.job());
    }
    for (PhaseTrace phase : trace.phases()) {
      if (phase.sliceUs() > 0) {
        notes.add(
            "many tiles: phase "
                + phase.phase()
                + " has "
                + phase.tiles()
                + ", of which at most "
                + PhaseTrace.TILES_MAX
                + " are kept one by one; a bar stands for what a worker"
                + " began within "
                + phase.sliceUs()
                + " us, a place of the map for "
                + phase.tilesPerCell()
                + " adjacent tiles");
      }
    }
    if (job.state() == JobState.RUNNING) {
      notes.add("the job is not over: this is how far it was");
    }
    if (job.counts().resumes() > 0) {
      notes.add(
          "the job was taken up again "
              + job.counts().resumes()
              + " times: of before, only its tiles and losses are known");
    }
    if (trace.incidents().faults().size() >= Incidents.FAULTS_MAX) {
      notes.add("many losses: only the first " + Incidents.FAULTS_MAX + " are kept");
    }
    return notes;
  }

  private static String whyNone(JobRecord job, JobStore store) {
    if (job.counts().tiles() == 0) {
      return "its matrix is empty, so it has no tile";
    }
    if (job.counts().phasesBegun() == 0) {
      return job.state().isEnded() ? "it ended before it began" : "it has not begun";
    }
    if (!job.state().isEnded()) {
      return store.troubleWithLedgers(job).orElse("no tile was claimed yet");
    }
    if (job.times().endedMs() - job.times().startedMs() < JobStore.TIMELINE_MS_MIN) {
      return "they are kept of jobs of " + JobStore.TIMELINE_MS_MIN + " ms and more";
    }
    return "none were kept: it ran under an older version, or its disk was full";
  }
}
