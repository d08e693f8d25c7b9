package io.phalanx.coordinator.bench;

import io.phalanx.shared.matrix.Access;
import io.phalanx.shared.matrix.SharedMatrix;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/// Applies a function to a matrix in place, and notes in a common list that it ran.
record FakeContender(String name, DoubleUnaryOperator function, List<String> runs, Path x)
    implements Contender {
  @Override
  public String description() {
    return name;
  }

  @Override
  public Optional<String> prepare(BenchTask task) {
    return name.equals("absent") ? Optional.of("not today") : Optional.empty();
  }

  @Override
  public Run run() throws IOException {
    runs.add(name);
    if (name.equals("frail") && runs.stream().filter(name::equals).count() == 2) {
      throw new IOException("it broke");
    }
    try (SharedMatrix matrix = SharedMatrix.open(x, Access.READ_WRITE)) {
      MemorySegment memory = matrix.grid().memory();
      for (long at = 0; at < memory.byteSize(); at += Double.BYTES) {
        double value = memory.get(ValueLayout.JAVA_DOUBLE, at);
        memory.set(ValueLayout.JAVA_DOUBLE, at, function.applyAsDouble(value));
      }
    }
    return new Run(1000, null, null);
  }

  @Override
  public Path output(BenchTask task) {
    return x;
  }

  @Override
  public void close() {}
}
