package io.phalanx.coordinator.report.timeline;

import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.jobs.Timeline;
import io.phalanx.coordinator.jobs.trace.Fault;
import io.phalanx.coordinator.jobs.trace.PhaseTrace;
import io.phalanx.coordinator.jobs.trace.Span;
import io.phalanx.coordinator.jobs.trace.WorkerLife;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// A job on one axis of time, which begins with the job, or with the start of the workers that were
/// started for it.
public final class JobView {
  /// Workers that took orders at most this long before a job came were started for it.
  private static final long STARTED_FOR_IT_MS = 2_000;

  private final JobRecord job;
  private final Timeline timeline;
  private final List<String> notes;
  private final long nowMs;
  private final long zeroUs;
  private final long lengthUs;

  private JobView(
      JobRecord job, Timeline timeline, List<String> notes, long nowMs, long zeroUs, long limitUs) {
    this.job = job;
    this.timeline = timeline;
    this.notes = List.copyOf(notes);
    this.nowMs = nowMs;
    this.zeroUs = zeroUs;
    this.lengthUs = Math.max(1, limitUs - zeroUs);
  }

  /// Lays out the axis, once: every tile is put on it.
  ///
  /// @param job its record
  /// @param timeline what is known of its time
  /// @param notes what is not known and why, a sentence each
  /// @param nowMs when it is looked at, ms since 1970
  public static JobView of(JobRecord job, Timeline timeline, List<String> notes, long nowMs) {
    long submittedMs = job.times().submittedMs();
    long firstMs =
        timeline.trace().incidents().lives().stream()
            .filter(life -> isStartShown(job, life, nowMs))
            .mapToLong(WorkerLife::launchedMs)
            .min()
            .orElse(submittedMs);
    LongStream ends =
        LongStream.concat(
            LongStream.of(us(endMs(job, nowMs))),
            timeline.trace().phases().stream()
                .mapToLong(phase -> TimeUnit.NANOSECONDS.toMicros(phase.limitNs())));
    return new JobView(
        job, timeline, notes, nowMs, us(Math.min(submittedMs, firstMs)), ends.max().orElse(0));
  }

  JobRecord job() {
    return job;
  }

  Timeline timeline() {
    return timeline;
  }

  List<String> notes() {
    return notes;
  }

  long nowMs() {
    return nowMs;
  }

  List<PhaseTrace> phases() {
    return timeline.trace().phases();
  }

  List<Fault> faults() {
    return timeline.trace().incidents().faults();
  }

  List<WorkerLife> lives() {
    return timeline.trace().incidents().lives();
  }

  /// Where the axis begins, µs since 1970.
  long zeroUs() {
    return zeroUs;
  }

  /// Where it ends, µs since its beginning; for a job that runs, now.
  long lengthUs() {
    return lengthUs;
  }

  /// True if the start of a process is a part of the job: it was started for it, or while it ran.
  boolean isStartShown(WorkerLife life) {
    return isStartShown(job, life, nowMs);
  }

  private static boolean isStartShown(JobRecord job, WorkerLife life, long nowMs) {
    boolean readyForIt =
        life.readyMs() == 0 || life.readyMs() >= job.times().submittedMs() - STARTED_FOR_IT_MS;
    return life.launchedMs() <= endMs(job, nowMs) && readyForIt;
  }

  private static long endMs(JobRecord job, long nowMs) {
    return job.times().endedMs() == 0 ? nowMs : job.times().endedMs();
  }

  /// A time of a record on the axis, in µs.
  long atMs(long ms) {
    return Math.max(0, us(ms) - zeroUs);
  }

  /// A time of a phase on the axis, in µs.
  long at(PhaseTrace phase, long sincePhaseUs) {
    return atNs(phase.zeroNs()) + sincePhaseUs;
  }

  /// A time of a ledger on the axis, in µs.
  long atNs(long ns) {
    return Math.max(0, TimeUnit.NANOSECONDS.toMicros(ns) - zeroUs);
  }

  /// When a tile ended on the axis; of one that was not done the end of the axis.
  long endOf(PhaseTrace phase, Span span) {
    return span.isOpen()
        ? Math.max(at(phase, span.beganUs()), lengthUs)
        : at(phase, span.endedUs());
  }

  /// The workers that are known of, in order.
  Set<Integer> workers() {
    Set<Integer> workers = new TreeSet<>();
    phases().forEach(phase -> phase.spans().forEach(span -> workers.add(span.worker())));
    Stream.concat(lives().stream().map(WorkerLife::worker), faults().stream().map(Fault::worker))
        .forEach(workers::add);
    return workers;
  }

  /// Average bytes of a tile, read and written; 0 where it is not known.
  double bytesPerTile() {
    long tiles = job.counts().tilesDone();
    return tiles == 0 ? 0 : (double) job.counts().bytes() / tiles;
  }

  private static long us(long ms) {
    return TimeUnit.MILLISECONDS.toMicros(ms);
  }
}
