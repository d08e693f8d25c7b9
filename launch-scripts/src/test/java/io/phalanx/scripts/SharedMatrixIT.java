package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.phalanx.coordinator.api.JobSession;
import io.phalanx.coordinator.api.SharedMatrixProcessor;
import io.phalanx.coordinator.api.SharedMatrixProcessor.Shape;
import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.ClusterSettings;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.SharedMatrix;
import io.phalanx.shared.testing.NumPy;
import io.phalanx.shared.testing.NumPySession;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The article's class, in a Java program that has no cluster but the one it starts, on its own
/// file and on the memory of a Python program.
@Timeout(120)
class SharedMatrixIT {
  private static final Map<String, String> NONE = Map.of();

  @TempDir private Path folder;

  @Test
  void shouldTransformAMatrixThatOthersSeeLive() throws Exception {
    NumPy numPy = NumPy.required();
    Path file = folder.resolve("m.npy");
    try (SharedMatrixProcessor processor =
        SharedMatrixProcessor.create(place(), file, DType.FLOAT64, new Shape(700, 300))) {
      CompletableFuture<JobRecord> filling = processor.submit("uniform", Map.of("seed", "7"), 2);
      CompletableFuture<JobRecord> squaring = processor.submit("square", NONE, 2);
      assertThat(filling.join().counts().workers()).isEqualTo(2);
      squaring.join();
      assertThat(processor.progress()).isEqualTo(700);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> processor.parallelOperation("transpose", NONE, 2))
          .withMessageContaining("not possible in place");

      processor.lock().lock();
      try {
        processor.matrix().row(699).setAtIndex(ValueLayout.JAVA_DOUBLE, 299, 16.0);
        assertThatIllegalStateException()
            .isThrownBy(() -> processor.parallelOperation("sqrt", NONE, 2));
      } finally {
        processor.lock().unlock();
      }
      try (SharedMatrix squares = processor.snapshot(folder.resolve("squares.npy"))) {
        processor.parallelOperation("sqrt", NONE, 2);
        assertThat(squares.get(699, 299)).isEqualTo(16.0);
        assertThat(processor.matrix().get(699, 299)).isEqualTo(4.0);
      }
      assertThat(
              numPy.run(
                  """
                  a = numpy.load(sys.argv[1], mmap_mode="r")
                  x = numpy.vstack([numpy.random.Generator(numpy.random.Philox(key=7 + (r << 64))).random(300)
                                    for r in range(700)])
                  x[699, 299] = 4.0
                  print(a.shape, (abs(a - x) <= 1e-15).all())
                  """,
                  file))
          .isEqualTo("(700, 300) True");
      processor.unlink();
      assertThat(folder.toFile().list()).containsExactlyInAnyOrder("cluster", "squares.npy");
    }
  }

  @Test
  void shouldTransformTheMemoryOfAPythonProgram() {
    try (NumPySession python =
        NumPy.required()
            .start(
                """
                from multiprocessing import shared_memory
                block = shared_memory.SharedMemory(create=True, size=50 * 40 * 4)
                a = numpy.ndarray((50, 40), dtype=numpy.float32, buffer=block.buf)
                a[:] = 3
                print(block.name)
                sys.stdin.readline()
                print((a == 9).all())
                del a
                block.close()
                block.unlink()
                """)) {
      Path block = Path.of("shm:" + python.readLine() + "?shape=50x40&dtype=float32");
      try (SharedMatrixProcessor processor = SharedMatrixProcessor.attach(place(), block)) {
        processor.parallelOperation("square", NONE, 1);
        python.send("");
        assertThat(python.finish()).isEqualTo("True");
        processor.unlink();
      }
    }
  }

  private JobSession.Place place() {
    return new JobSession.Place(
        new ClusterDirectory(folder.resolve("cluster")),
        ClusterSettings.defaults(),
        io.phalanx.coordinator.process.Distribution.at(Distribution.HOME),
        new JobSession.Wishes(Map.of(), 0, note -> {}));
  }
}
