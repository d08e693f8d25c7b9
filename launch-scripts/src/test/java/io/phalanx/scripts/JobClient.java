package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.coordinator.api.ClusterClient;
import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.jobs.JobState;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.ledger.NumberFile;
import io.phalanx.shared.protocol.JobRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Gives jobs to a cluster that runs, as `phalanx submit` and `phalanx wait` do, without the second
/// that each start of a program takes: for tests of hundreds of jobs.
final class JobClient implements AutoCloseable {
  private final ClusterClient client;

  private JobClient(ClusterClient client) {
    this.client = client;
  }

  static JobClient connect(ClusterDirectory directory) {
    return new JobClient(ClusterClient.connect(directory).orElseThrow());
  }

  /// Runs a job that must succeed.
  JobRecord run(JobRequest request) {
    JobRecord job = client.await(client.submit(request), progress -> {});
    assertThat(job.state()).as("%s: %s", request, job.outcome().error()).isEqualTo(JobState.DONE);
    return job;
  }

  /// Runs a job that writes a matrix.
  void write(String operation, Map<String, String> params, List<Path> inputs, Path output) {
    run(new JobRequest(operation, params, texts(inputs), output.toString(), false, Map.of()));
  }

  /// Runs a job that overwrites its first input.
  void overwrite(String operation, Map<String, String> params, Path... inputs) {
    run(new JobRequest(operation, params, texts(List.of(inputs)), null, true, Map.of()));
  }

  /// Runs a reduction.
  ///
  /// @return its results: one, or one per row or column
  double[] reduce(String operation, Map<String, String> params, Path input) {
    JobRecord job =
        run(new JobRequest(operation, params, texts(List.of(input)), null, false, Map.of()));
    Double result = job.outcome().result();
    if (result != null) {
      return new double[] {result};
    }
    if (job.outcome().results() == 0) {
      return new double[0];
    }
    try (NumberFile numbers = NumberFile.open(client.jobs().files(job.job()).results())) {
      double[] results = new double[(int) numbers.count()];
      for (int i = 0; i < results.length; i++) {
        results[i] = numbers.get(i);
      }
      return results;
    }
  }

  /// Submits a job and leaves it to the cluster.
  String submit(JobRequest request) {
    return client.submit(request);
  }

  /// Waits until a job has ended, however it does.
  JobRecord await(String jobId) {
    return client.await(jobId, progress -> {});
  }

  /// Cancels a job that waits or runs.
  void cancel(String jobId) {
    client.cancel(jobId);
  }

  @Override
  public void close() {
    client.close();
  }

  private static List<String> texts(List<Path> paths) {
    return paths.stream().map(Path::toString).toList();
  }
}
