package io.phalanx.coordinator.chaos;

import io.phalanx.coordinator.api.Cluster;
import io.phalanx.coordinator.api.ClusterClient;
import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.jobs.JobState;
import io.phalanx.coordinator.jobs.JobStore;
import io.phalanx.shared.config.ClusterSettings;
import io.phalanx.shared.matrix.Access;
import io.phalanx.shared.matrix.SharedMatrix;
import io.phalanx.shared.protocol.JobRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/// Runs jobs in a cluster whose processes are killed and stopped at random moments, and compares
/// every result with that of an undisturbed serial run, bit for bit.
///
/// Even rounds transform a matrix in place, which a tile done twice or half would show; odd ones
/// sum one up. One thread uses an instance.
public final class ChaosTest {
  private static final double A = 2;
  private static final double B = 1;
  private static final long HARM_MS_MAX = 400;
  private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long ROUND_MS_MAX = 300_000;
  private static final long STOP_MS = 10_000;

  private final ChaosSpec spec;
  private final Path folder;
  private final RandomGenerator random;
  private final Victims victims;
  private final List<String> differences = new ArrayList<>();

  /// @param folder for its matrices, of which there are two
  public ChaosTest(ChaosSpec spec, Path folder) {
    this.spec = spec;
    this.folder = folder;
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(spec.seed());
    this.victims = new Victims(spec, random);
  }

  /// Runs all rounds.
  ///
  /// @param progress told a line per round
  public ChaosReport run(Consumer<String> progress) {
    Path input = folder.resolve("input.npy");
    double sum = prepare(input);
    victims.startCoordinator();
    try {
      for (int round = 0; round < spec.rounds(); round++) {
        progress.accept(round % 2 == 0 ? affine(round, input) : sum(round, input, sum));
      }
    } finally {
      stop();
    }
    return new ChaosReport(spec.rounds(), victims.harms(), differences);
  }

  /// Makes the input, and sums it up in a cluster of one worker that nobody disturbs.
  private double prepare(Path input) {
    ClusterSettings one = ClusterSettings.defaults().withWorkers(1);
    String shape = spec.rows() + "x" + spec.rows();
    try (Cluster serial = Cluster.launch(spec.directory(), one, spec.distribution())) {
      Map<String, String> seed = Map.of("seed", Long.toString(spec.seed()));
      Map<String, String> options = Map.of("shape", shape);
      JobRequest fill = new JobRequest("randn", seed, List.of(), input.toString(), false, options);
      requireDone(serial.run(fill, progress -> {}));
      JobRecord job = requireDone(serial.run(sumOf(input), progress -> {}));
      return Objects.requireNonNull(job.outcome().result());
    }
  }

  private String affine(int round, Path input) {
    Path changed = folder.resolve("changed.npy");
    try {
      Files.copy(input, changed, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot copy: file=" + input + ", cause=" + e, e);
    }
    Map<String, String> params = Map.of("a", Double.toString(A), "b", Double.toString(B));
    JobRequest request =
        new JobRequest("affine", params, List.of(changed.toString()), null, true, Map.of());
    JobRecord job = disturbed(request);
    String wrong = job.state() == JobState.DONE ? firstDifference(input, changed) : failure(job);
    return line(round, job, wrong);
  }

  private String sum(int round, Path input, double expected) {
    JobRecord job = disturbed(sumOf(input));
    Double result = job.outcome().result();
    String wrong = null;
    if (result == null) {
      wrong = failure(job);
    } else if (Double.doubleToRawLongBits(result) != Double.doubleToRawLongBits(expected)) {
      wrong = "result=" + result + ", expected=" + expected;
    }
    return line(round, job, wrong);
  }

  private static JobRequest sumOf(Path input) {
    Map<String, String> params = Map.of("axis", "all");
    return new JobRequest("sum", params, List.of(input.toString()), null, false, Map.of());
  }

  /// Runs one job while its cluster is harmed.
  private JobRecord disturbed(JobRequest request) {
    String jobId;
    try (ClusterClient client = ClusterClient.connect(spec.directory()).orElseThrow()) {
      jobId = client.submit(request);
    }
    JobStore jobs = new JobStore(spec.directory());
    long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ROUND_MS_MAX);
    int harmed = 0;
    JobRecord job = jobs.read(jobId).orElseThrow();
    for (long dueNs = nextHarmNs(); !job.state().isEnded(); job = jobs.read(jobId).orElseThrow()) {
      long nowNs = System.nanoTime();
      if (nowNs - deadlineNs > 0) {
        throw new IllegalStateException(
            "a job hangs: job=" + jobId + ", state=" + job.state() + ", seed=" + spec.seed());
      }
      if (harmed < spec.harmsPerRound() && nowNs - dueNs >= 0 && victims.harm()) {
        harmed++;
        dueNs = nextHarmNs();
      }
      LockSupport.parkNanos(POLL_NS);
    }
    return job;
  }

  private long nextHarmNs() {
    return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextLong(HARM_MS_MAX));
  }

  private String line(int round, JobRecord job, @Nullable String wrong) {
    String what =
        "round "
            + round
            + ": "
            + job.request().operation()
            + " "
            + job.job()
            + ", workers lost="
            + job.counts().workerRestarts()
            + ", resumes="
            + job.counts().resumes();
    if (wrong == null) {
      return what + ", right";
    }
    differences.add(what + ": " + wrong);
    return what + ", WRONG: " + wrong;
  }

  /// Where the changed matrix is not what plain arithmetic makes of the input; null if nowhere.
  private static @Nullable String firstDifference(Path input, Path changed) {
    try (SharedMatrix before = SharedMatrix.open(input, Access.READ);
        SharedMatrix after = SharedMatrix.open(changed, Access.READ)) {
      MemorySegment x = before.grid().memory();
      MemorySegment y = after.grid().memory();
      for (long at = 0; at < x.byteSize(); at += Double.BYTES) {
        double wanted = A * x.get(ValueLayout.JAVA_DOUBLE, at) + B;
        double found = y.get(ValueLayout.JAVA_DOUBLE, at);
        if (Double.doubleToRawLongBits(wanted) != Double.doubleToRawLongBits(found)) {
          return "element=" + at / Double.BYTES + ", found=" + found + ", expected=" + wanted;
        }
      }
      return null;
    }
  }

  private static String failure(JobRecord job) {
    return "state=" + job.state() + ", error=" + job.outcome().error();
  }

  private static JobRecord requireDone(JobRecord job) {
    if (job.state() != JobState.DONE) {
      throw new IllegalStateException("undisturbed job failed: " + failure(job));
    }
    return job;
  }

  private void stop() {
    ClusterClient.connect(spec.directory())
        .ifPresent(client -> {
          try (client) {
            client.stop(STOP_MS);
          }
        });
  }
}
