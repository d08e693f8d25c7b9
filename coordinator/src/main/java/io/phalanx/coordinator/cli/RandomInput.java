package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.ScratchFolder;
import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.jobs.JobState;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.lifecycle.PhalanxException;
import io.phalanx.shared.lifecycle.PhalanxException.Category;
import io.phalanx.shared.matrix.NewMatrix;
import io.phalanx.shared.protocol.JobRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Matrices of normal random numbers for a `run` without INPUT, in a folder that goes with it.
///
/// @param folder where they lie
/// @param files the matrices
/// @param seed of the first; the next has the next seed
record RandomInput(ScratchFolder folder, List<String> files, long seed) implements AutoCloseable {
  /// Makes the files, still zero.
  ///
  /// @param shapes one for each
  static RandomInput create(ClusterDirectory directory, List<JobRecord.Shape> shapes, long seed) {
    RandomInput input = new RandomInput(ScratchFolder.create(directory), new ArrayList<>(), seed);
    try {
      for (int i = 0; i < shapes.size(); i++) {
        input.add(shapes.get(i), "input-" + i + ".npy");
      }
      return input;
    } catch (RuntimeException e) {
      input.close();
      throw e;
    }
  }

  /// Where an output that nobody asked to keep goes.
  Path output() {
    return folder.path().resolve("output.npy");
  }

  /// Fills them, on the cluster's workers.
  void fill(WaitedJobs jobs) {
    for (int i = 0; i < files.size(); i++) {
      JobRequest fill =
          new JobRequest(
              "randn",
              Map.of("seed", String.valueOf(seed + i)),
              List.of(files.get(i)),
              null,
              true,
              Map.of());
      JobRecord job = jobs.run(fill, jobId -> {}, progress -> {});
      if (job.state() != JobState.DONE) {
        throw new PhalanxException(
            Category.JOB, "cannot make a random matrix: " + job.outcome().error());
      }
    }
  }

  /// Removes the folder.
  @Override
  public void close() {
    folder.close();
  }

  private void add(JobRecord.Shape shape, String name) {
    Path file = folder.path().resolve(name);
    try (NewMatrix matrix = NewMatrix.create(file, shape.dtype(), shape.rows(), shape.cols())) {
      matrix.commit();
    }
    files.add(file.toString());
  }
}
