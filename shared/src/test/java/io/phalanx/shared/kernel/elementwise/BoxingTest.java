package io.phalanx.shared.kernel.elementwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.sun.management.ThreadMXBean;
import io.phalanx.shared.kernel.ElementMap;
import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.kernel.vector.Lanes;
import io.phalanx.shared.kernel.vector.Samples;
import io.phalanx.shared.matrix.DType;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The compiler must see through the whole of a lane function: where it gives up inlining, each
/// vector becomes an object, and the kernel is several times slower without any test failing. All
/// functions run in one process, one after the other and in small blocks, as in a long-lived
/// worker. Not of gelu, whose loop is the longest: in some processes, after other operations, the
/// compiler leaves one object per vector in it.
class BoxingTest {
  /// As many as a block of the redo file holds: a kernel is called once for each of them.
  private static final int ELEMENTS = 1024;

  private static final int CALLS = 64;

  /// One object per vector would be many times as much.
  private static final long BYTES_MAX = CALLS * (long) ELEMENTS;

  private static final long DEADLINE_NS = TimeUnit.SECONDS.toNanos(60);

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @CsvSource({
    "relu, FLOAT64",
    "sigmoid, FLOAT64",
    "tanh, FLOAT64",
    "exp, FLOAT64",
    "expm1, FLOAT64",
    "log, FLOAT64",
    "log1p, FLOAT64",
    "softplus, FLOAT64",
    "sin, FLOAT64",
    "cos, FLOAT64",
    "sigmoid, FLOAT32",
    "tanh, FLOAT32",
    "exp, FLOAT32"
  })
  void shouldAllocateNoVectorOnceCompiled(String name, DType type) {
    boolean narrowX86 = System.getProperty("os.arch").equals("amd64") && Lanes.DOUBLE_LANES < 4;
    assumeFalse(narrowX86, "the compiler has no masks of two lanes on x86: needs AVX2");
    Operation operation =
        ElementwiseOperations.all().stream()
            .filter(candidate -> candidate.name().equals(name))
            .findFirst()
            .orElseThrow();
    Params params = Params.check(name, operation.parameters(), Map.of());
    ElementMap kernel = (ElementMap) operation.kernels().vector(params, List.of(type));
    MemorySegment input = Samples.moderate(type, ELEMENTS, 1);
    MemorySegment output = Samples.memory(type, ELEMENTS);
    long deadline = System.nanoTime() + DEADLINE_NS;
    long bytes = Long.MAX_VALUE;
    while (bytes >= BYTES_MAX && System.nanoTime() - deadline < 0) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < CALLS; i++) {
        kernel.apply(List.of(input), output);
      }
      bytes = threads.getCurrentThreadAllocatedBytes() - before;
    }
    assertThat(bytes).as("bytes allocated by " + CALLS + " calls").isLessThan(BYTES_MAX);
  }
}
