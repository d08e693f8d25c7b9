package io.phalanx.coordinator.api;

import io.phalanx.coordinator.config.Setting;
import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.jobs.JobState;
import io.phalanx.shared.lifecycle.PhalanxException;
import io.phalanx.shared.lifecycle.PhalanxException.Category;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.SharedBlock;
import io.phalanx.shared.matrix.SharedMatrix;
import io.phalanx.shared.protocol.JobRequest;
import io.phalanx.shared.sync.SharedCounter;
import io.phalanx.shared.sync.SharedLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// A matrix that several processes work on, with the lock and the progress counter that go with it:
/// what the article's class of this name is for.
///
/// ```java
/// try (SharedMatrixProcessor processor =
///     SharedMatrixProcessor.create(place, path, DType.FLOAT64, new Shape(4096, 4096))) {
///   processor.parallelOperation("randn", Map.of("seed", "42"), 4);
///   processor.parallelOperation("sigmoid", Map.of(), 4);
///   SharedMatrix copy = processor.snapshot(other);
/// }
/// ```
///
/// Operations are jobs in place on the cluster of a directory, or on one that is started for them
/// and lives as long as this: each element is transformed exactly once, whatever is killed. An
/// operation has the lock while it runs, so those of several programs follow each other, and who
/// [locks][#lock] to write rows by hand is not disturbed. Lock and counter lie beside the matrix,
/// in files that end in `.lock` and `.progress`; every process that attaches the matrix has the
/// same.
///
/// Any thread may use it.
public final class SharedMatrixProcessor implements AutoCloseable {
  private final JobSession.Place place;
  private final SharedMatrix matrix;
  private final SharedLock lock;
  private final SharedCounter progress;
  private final ExecutorService operations =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("operations").factory());

  /// Both belong to the thread of the operations.
  private @Nullable JobSession session;

  private int sessionWorkers;

  private SharedMatrixProcessor(
      JobSession.Place place, SharedMatrix matrix, SharedLock lock, SharedCounter progress) {
    this.place = place;
    this.matrix = matrix;
    this.lock = lock;
    this.progress = progress;
  }

  /// Makes a matrix of zeros in a new file.
  ///
  /// @param place where operations run
  /// @throws IllegalArgumentException if there is a file of this name, or the shape is out of range
  /// @throws PhalanxException if the lock cannot be made
  public static SharedMatrixProcessor create(
      JobSession.Place place, Path path, DType dtype, Shape shape) {
    return around(place, SharedMatrix.create(path, dtype, shape.rows(), shape.cols()));
  }

  /// Rows × columns.
  public record Shape(long rows, long cols) {}

  /// Attaches a matrix that is there: a `.npy` file, or a [SharedBlock] of a Python program.
  ///
  /// @param place where operations run
  /// @throws IllegalArgumentException if the file cannot serve as a matrix
  /// @throws PhalanxException if the lock can be neither opened nor made
  public static SharedMatrixProcessor attach(JobSession.Place place, Path path) {
    return around(place, SharedMatrix.attach(path));
  }

  private static SharedMatrixProcessor around(JobSession.Place place, SharedMatrix matrix) {
    SharedLock lock = null;
    try {
      lock = SharedLock.open(beside(matrix, ".lock"));
      return new SharedMatrixProcessor(
          place, matrix, lock, SharedCounter.open(beside(matrix, ".progress")));
    } catch (RuntimeException e) {
      if (lock != null) {
        lock.close();
      }
      matrix.close();
      throw e;
    }
  }

  private static Path beside(SharedMatrix matrix, String suffix) {
    Path file = SharedBlock.fileOf(matrix.path());
    return file.resolveSibling(file.getFileName() + suffix);
  }

  /// The matrix: its rows are the shared memory itself.
  public SharedMatrix matrix() {
    return matrix;
  }

  /// The lock of the matrix, for who reads or writes it by hand.
  public SharedLock lock() {
    return lock;
  }

  /// Rows that the operation which runs, or ran last, has transformed; any process may look.
  public long progress() {
    return progress.get();
  }

  /// Transforms the matrix in place, and returns once that is done.
  ///
  /// @param operation one that works in place, see `phalanx ops`
  /// @param params its parameters
  /// @param workers how many processes a cluster that is started for it has; one that runs in the
  ///   directory serves with those that it has
  /// @throws IllegalArgumentException if operation or parameters are at fault
  /// @throws IllegalStateException if this thread has the lock
  /// @throws PhalanxException if the operation fails, or somebody died with the lock
  public JobRecord parallelOperation(String operation, Map<String, String> params, int workers) {
    try {
      return submit(operation, params, workers).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
  }

  /// The same, without waiting. Operations of one processor run one after the other.
  ///
  /// @return completes with the job, or with what [#parallelOperation] throws
  /// @throws IllegalStateException if this thread has the lock
  public CompletableFuture<JobRecord> submit(
      String operation, Map<String, String> params, int workers) {
    if (lock.isHeldByCurrentThread()) {
      throw new IllegalStateException("an operation wants the lock that this thread has: " + lock);
    }
    JobRequest request =
        new JobRequest(operation, params, List.of(nameOfMatrix()), null, true, Map.of());
    return CompletableFuture.supplyAsync(() -> runLocked(request, workers), operations);
  }

  private String nameOfMatrix() {
    Path path = matrix.path();
    return (SharedBlock.isName(path) ? path : path.toAbsolutePath().normalize()).toString();
  }

  private JobRecord runLocked(JobRequest request, int workers) {
    lock.lock();
    try {
      if (lock.isInconsistent()) {
        throw new PhalanxException(
            Category.JOB,
            "a process died while it had the matrix: "
                + lock
                + "; take the lock, put the rows in order, and call makeConsistent");
      }
      return run(request, workers);
    } finally {
      lock.handOn();
    }
  }

  private JobRecord run(JobRequest request, int workers) {
    progress.set(0);
    long rows = matrix.grid().rows();
    JobRecord job =
        sessionOf(workers)
            .run(request, jobId -> {}, now -> progress.set((long) (rows * now.fraction())));
    if (job.state() != JobState.DONE) {
      throw new PhalanxException(
          Category.JOB,
          "operation failed: operation="
              + request.operation()
              + ", job="
              + job.job()
              + ", cause="
              + job.outcome().error());
    }
    progress.set(rows);
    return job;
  }

  private JobSession sessionOf(int workers) {
    if (session == null || sessionWorkers != workers) {
      closeSession();
      JobSession.Wishes wishes = place.wishes();
      Map<Setting, Long> wanted = new HashMap<>(wishes.cluster());
      wanted.put(Setting.WORKERS, (long) workers);
      session =
          JobSession.open(
              new JobSession.Place(
                  place.directory(),
                  place.settings().withWorkers(workers),
                  place.distribution(),
                  new JobSession.Wishes(wanted, wishes.keepMs(), wishes.notes())));
      sessionWorkers = workers;
    }
    return session;
  }

  private void closeSession() {
    if (session != null) {
      session.close();
      session = null;
    }
  }

  /// Copies the matrix to a new file while nobody has the lock.
  ///
  /// @throws IllegalArgumentException if there is a file of this name
  public SharedMatrix snapshot(Path target) {
    lock.lock();
    try {
      return matrix.snapshot(target);
    } finally {
      lock.handOn();
    }
  }

  /// Deletes the files of matrix, lock and counter. Who has them open keeps them until it closes
  /// them.
  public void unlink() {
    matrix.unlink();
    try {
      Files.deleteIfExists(beside(matrix, ".lock"));
      Files.deleteIfExists(beside(matrix, ".progress"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete: matrix=" + matrix.path() + ", cause=" + e, e);
    }
  }

  /// Waits for the operations that were submitted, ends a cluster that was started for them, and
  /// unmaps everything. The files stay.
  @Override
  public void close() {
    try {
      CompletableFuture.runAsync(this::closeSession, operations).join();
    } finally {
      operations.close();
      lock.close();
      progress.close();
      matrix.close();
    }
  }
}
