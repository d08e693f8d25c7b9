package io.phalanx.coordinator.jobs;

import io.phalanx.coordinator.jobs.JobRecord.Outcome;
import io.phalanx.coordinator.jobs.PhaseSpec.Role;
import io.phalanx.shared.kernel.Operation.Family;
import io.phalanx.shared.ledger.BlankFile;
import io.phalanx.shared.ledger.NumberFile;
import io.phalanx.shared.ledger.TileLedger;
import io.phalanx.shared.matrix.NewMatrix;
import io.phalanx.shared.matrix.NpyHeader;
import io.phalanx.shared.matrix.SharedBlock;
import io.phalanx.shared.matrix.SharedMatrix;
import io.phalanx.shared.protocol.MatrixRef;
import io.phalanx.shared.protocol.PhasePaths;
import io.phalanx.shared.protocol.PhasePlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The files of a running job: its output in the making, and those of its current phase.
final class JobWork implements AutoCloseable {
  private final JobPlan plan;
  private final JobFiles files;
  private final int workers;
  private final @Nullable NewMatrix output;
  private @Nullable PhaseRunFiles current;
  private final List<WatchedFile> watched;
  private final TileRecovery recovery;
  private final JobResults results;
  private Outcome outcome;

  private JobWork(JobPlan plan, JobFiles files, int workers, @Nullable NewMatrix output) {
    this.plan = plan;
    this.files = files;
    this.workers = workers;
    this.output = output;
    this.watched = watch(plan, output);
    this.recovery = new TileRecovery(plan, files);
    this.results = new JobResults(plan, files);
    this.outcome =
        new Outcome(
            null,
            0,
            null,
            output == null ? null : output.path().toString(),
            output == null && !plan.request().inPlace() ? null : watched.getFirst().key());
  }

  /// Makes the output under its temporary name.
  ///
  /// @param workers number of worker processes
  static JobWork open(JobPlan plan, JobFiles files, int workers) {
    String target = plan.request().output();
    if (!plan.writesFile() || target == null) {
      reserveInPlace(plan);
      return new JobWork(plan, files, workers, null);
    }
    return new JobWork(plan, files, workers, create(plan, Path.of(target)));
  }

  /// Blocks of a product are no run of bytes, so its workers find all of the file ready.
  private static NewMatrix create(JobPlan plan, Path target) {
    JobRecord.Shape shape = plan.output();
    return plan.operation().family() == Family.PRODUCT
        ? NewMatrix.create(target, shape.dtype(), shape.rows(), shape.cols())
        : NewMatrix.createForWriters(target, shape.dtype(), shape.rows(), shape.cols());
  }

  /// Takes up the files of a job that was cut off.
  ///
  /// @param left what the record says of them
  /// @throws IllegalStateException if they are not what they were
  static JobWork reopen(JobPlan plan, JobFiles files, int workers, Outcome left) {
    NewMatrix output =
        left.temporary() == null
            ? null
            : NewMatrix.resume(
                Path.of(left.temporary()),
                Path.of(Objects.requireNonNull(plan.request().output())));
    JobWork work = new JobWork(plan, files, workers, output);
    if (left.fileKey() != null && !left.fileKey().equals(work.outcome.fileKey())) {
      String path = work.watched.getFirst().path().toString();
      work.keep();
      throw new IllegalStateException(
          "the file that the job was changing is another one now: file=" + path);
    }
    return work;
  }

  /// True if a job that was cut off had already given its output the final name.
  static boolean isCommitted(JobPlan plan, Outcome left) {
    return left.temporary() != null
        && left.fileKey() != null
        && !Files.exists(Path.of(left.temporary()))
        && left.fileKey()
            .equals(WatchedFile.key(Path.of(Objects.requireNonNull(plan.request().output()))));
  }

  /// The written file first, then the inputs.
  private static List<WatchedFile> watch(JobPlan plan, @Nullable NewMatrix output) {
    List<WatchedFile> files = new ArrayList<>();
    if (output != null) {
      files.add(WatchedFile.look(output.path(), output.matrix().header().fileBytes()));
    }
    for (MatrixRef input : plan.inputs()) {
      long bytes = input.rows() * input.cols() * input.dtype().bytes();
      files.add(WatchedFile.look(Path.of(input.path()), input.dataOffset() + bytes));
    }
    return files;
  }

  /// What has become of a matrix since the job began; null if all are as they were.
  @Nullable String trouble() {
    return watched.stream()
        .map(WatchedFile::trouble)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /// Gives blocks to the holes of a file that is changed in place, which the disk may not have.
  private static void reserveInPlace(JobPlan plan) {
    if (plan.request().inPlace()) {
      MatrixRef input = plan.inputs().getFirst();
      long bytes = input.rows() * input.cols() * input.dtype().bytes();
      SharedMatrix.reserve(Path.of(input.path()), input.dataOffset() + bytes);
    }
  }

  Outcome outcome() {
    return outcome;
  }

  TileLedger ledger() {
    return Objects.requireNonNull(current).ledger();
  }

  TileRecovery recovery() {
    return recovery;
  }

  /// Makes the files of a phase.
  ///
  /// @param ledger an empty one in the job's folder, whose owner this is from now on; null if there
  ///   is none
  void beginPhase(int phase, @Nullable BlankFile ledger) {
    if (current != null) {
      current.close();
    }
    current = PhaseRunFiles.create(files, phase, plan.phases().get(phase), workers, ledger);
  }

  /// Takes up a phase that was begun.
  void reopenPhase(int phase) {
    current = PhaseRunFiles.reopen(files, phase, plan.phases().get(phase));
    current.ledger().unhalt();
    results.reopen(phase);
  }

  /// What a worker needs to know of a phase.
  PhasePlan plan(String jobId, int phase, int round) {
    PhaseSpec spec = plan.phases().get(phase);
    boolean writes = spec.role() == Role.OUTPUT;
    return new PhasePlan(
        jobId,
        phase,
        round,
        spec.operation(),
        spec.params(),
        plan.inputs(),
        writes && output != null ? ref(output) : null,
        writes && plan.request().inPlace(),
        spec.tiling(),
        new PhasePaths(
            files.ledger(phase).toString(),
            partials(phase),
            left(phase, spec.role()),
            recovery.needsRedo(phase) ? files.redo(phase).toString() : null),
        plan.request().kernels());
  }

  /// Where the tiles of a phase leave partial results, or find those of the phase before.
  private @Nullable String partials(int phase) {
    if (plan.phases().get(phase).role() != Role.OUTPUT) {
      return files.partials(phase).toString();
    }
    boolean sums = phase > 0 && plan.phases().get(phase - 1).role() == Role.SUMS;
    return sums ? files.partials(phase - 1).toString() : null;
  }

  /// The file of an earlier phase that a phase works with: statistics of the columns, or partial
  /// results to finish.
  private @Nullable String left(int phase, Role role) {
    OptionalInt finished = plan.finishes(phase);
    if (finished.isPresent()) {
      return files.partials(finished.getAsInt()).toString();
    }
    return role == Role.OUTPUT || role == Role.SUMS ? results.columnsPath() : null;
  }

  /// Combines what the tiles of a finished phase left.
  void finishPhase(int phase) {
    NumberFile partials = Objects.requireNonNull(current).partials();
    if (partials != null && plan.phases().get(phase).role() != Role.SUMS) {
      outcome = results.combine(phase, partials).orElse(outcome);
    }
  }

  /// Gives the output its name; with `durable` what was written is on the disk first.
  ///
  /// @return how long that took to reach the disk, ms
  long commit() {
    boolean durable = Boolean.parseBoolean(plan.request().options().get(JobOptions.DURABLE));
    long startNs = System.nanoTime();
    if (output == null) {
      if (durable && plan.request().inPlace()) {
        syncInPlace();
      }
    } else if (durable) {
      output.commitDurably();
    } else {
      output.commit();
    }
    if (output != null || plan.request().inPlace()) {
      outcome = Outcome.NONE;
    }
    return durable ? TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs) : 0;
  }

  private void syncInPlace() {
    Path file = SharedBlock.fileOf(Path.of(plan.inputs().getFirst().path()));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
      Objects.requireNonNull(current).ledger().force();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot sync: file=" + file + ", cause=" + e, e);
    }
  }

  /// Closes everything, and leaves it for whoever goes on with the job.
  void keep() {
    closeCurrent();
    if (output != null) {
      output.leave();
    }
  }

  @Override
  public void close() {
    closeCurrent();
    if (output != null) {
      output.close();
    }
  }

  private void closeCurrent() {
    results.close();
    if (current != null) {
      current.close();
      current = null;
    }
  }

  private static MatrixRef ref(NewMatrix matrix) {
    return new MatrixRef(
        matrix.path().toString(),
        NpyHeader.DATA_OFFSET,
        matrix.grid().rows(),
        matrix.grid().cols(),
        matrix.grid().dtype());
  }
}
