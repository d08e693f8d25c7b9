package io.phalanx.shared.benchmark;

import io.phalanx.shared.sync.RowLease;
import io.phalanx.shared.sync.RowLeases;
import io.phalanx.shared.sync.SharedCounter;
import io.phalanx.shared.sync.SharedLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Nanoseconds of locks, leases and counters that nobody else wants: `-Djmh.args=LockBenchmark`.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class LockBenchmark {
  private static final long ROWS = 1_000;

  private final Path folder = folder();
  private final SharedLock lock = SharedLock.open(folder.resolve("lock"));
  private final RowLeases leases = RowLeases.open(folder.resolve("leases"), ROWS);
  private final SharedCounter counter = SharedCounter.open(folder.resolve("counter"));

  private static Path folder() {
    try {
      return Files.createTempDirectory("phalanx-lock");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Starts from 0.
  @Setup
  public void reset() {
    counter.set(0);
  }

  /// Lock and unlock.
  @Benchmark
  public void lockAndUnlock() {
    lock.lock();
    try {
      Thread.onSpinWait();
    } finally {
      lock.unlock();
    }
  }

  /// Acquire and close.
  @Benchmark
  public RowLease lease() {
    RowLease lease = leases.acquire(0, ROWS);
    lease.close();
    return lease;
  }

  /// Add one.
  @Benchmark
  public long add() {
    return counter.add(1);
  }

  /// Deletes the files.
  @TearDown
  public void delete() throws IOException {
    lock.close();
    leases.close();
    counter.close();
    for (String name : new String[] {"lock", "leases", "counter"}) {
      Files.delete(folder.resolve(name));
    }
    Files.delete(folder);
  }
}
