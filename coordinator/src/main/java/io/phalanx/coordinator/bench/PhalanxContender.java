package io.phalanx.coordinator.bench;

import io.phalanx.coordinator.api.Cluster;
import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.jobs.JobState;
import io.phalanx.coordinator.process.Distribution;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.ClusterSettings;
import io.phalanx.shared.lifecycle.PhalanxException;
import io.phalanx.shared.protocol.JobRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// This project, as a Java program uses it: a job from its submission to the news of its end, on a
/// cluster that runs.
final class PhalanxContender implements Contender {
  /// Its name.
  static final String NAME = "phalanx";

  private final Cluster cluster;
  private final int workers;
  private @Nullable JobRequest request;

  private PhalanxContender(Cluster cluster, int workers) {
    this.cluster = cluster;
    this.workers = workers;
  }

  /// Starts the cluster.
  static PhalanxContender start(
      ClusterDirectory directory, ClusterSettings settings, Distribution distribution) {
    return new PhalanxContender(
        Cluster.launch(directory, settings, distribution), settings.workers());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "Phalanx, " + workers + " workers, warm cluster, submit to done through the Java API";
  }

  /// Fills a matrix with normal random numbers.
  void fill(Path matrix, long seed) throws IOException {
    runJob(
        new JobRequest(
            "randn",
            Map.of("seed", String.valueOf(seed)),
            List.of(matrix.toString()),
            null,
            true,
            Map.of()));
  }

  @Override
  public Optional<String> prepare(BenchTask task) {
    BenchOperation operation = task.operation();
    if (operation.phalanxName().isEmpty()) {
      return Optional.of("no operation of Phalanx");
    }
    List<String> inputs =
        task.y() == null
            ? List.of(task.x().toString())
            : List.of(task.x().toString(), task.y().toString());
    boolean inPlace = operation.form() == BenchOperation.Form.IN_PLACE;
    request =
        new JobRequest(
            operation.phalanxName(),
            operation.params(),
            inputs,
            task.out() == null ? null : output(task).toString(),
            inPlace,
            Map.of());
    return Optional.empty();
  }

  @Override
  public Run run() throws IOException {
    JobRequest job = Objects.requireNonNull(request);
    long startNs = System.nanoTime();
    JobRecord record = runJob(job);
    long elapsedNs = System.nanoTime() - startNs;
    double computeMs = record.times().endedMs() - record.times().orderedMs();
    return new Run(elapsedNs, computeMs, record.outcome().result());
  }

  /// A file of its own: each run makes it anew, and the others keep theirs mapped.
  @Override
  public Path output(BenchTask task) {
    return task.out() == null ? task.x() : task.out().resolveSibling("phalanx-out.npy");
  }

  @Override
  public void close() {
    cluster.close();
  }

  private JobRecord runJob(JobRequest job) throws IOException {
    try {
      JobRecord record = cluster.run(job, progress -> {});
      if (record.state() != JobState.DONE) {
        throw new IOException("state=" + record.state() + ", error=" + record.outcome().error());
      }
      return record;
    } catch (PhalanxException | IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
