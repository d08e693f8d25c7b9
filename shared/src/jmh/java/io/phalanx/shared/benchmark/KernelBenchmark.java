package io.phalanx.shared.benchmark;

import io.phalanx.shared.matrix.DType;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Nanoseconds per element of one operation over 128 × 128 elements, which with their result lie in
/// the second-level cache.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class KernelBenchmark {
  /// Set by [BenchmarkMain] to every name that [Workload] knows.
  @Param("sigmoid")
  public String operation = "";

  @Param({"float64", "float32"})
  public String dtype = "";

  private Runnable work = () -> {};

  /// Makes operands and kernel.
  @Setup
  public void open() {
    work = Workload.of(operation, DType.ofLabel(dtype));
  }

  /// The whole operation, once.
  @Benchmark
  @OperationsPerInvocation(Workload.ELEMENTS)
  public void element() {
    work.run();
  }
}
