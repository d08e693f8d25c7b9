package io.phalanx.shared.kernel.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.shared.kernel.ElementMap;
import io.phalanx.shared.kernel.Fill;
import io.phalanx.shared.kernel.Kernel;
import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.kernel.vector.Elements;
import io.phalanx.shared.kernel.vector.Samples;
import io.phalanx.shared.matrix.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Operations that say they are idempotent are simply done again in place where a worker died, so
/// they must be, to the last bit of a NaN. Others need not be told apart: their blocks go through
/// the redo file, which is right for any operation.
class IdempotenceTest {
  private static final long SEED = 20260102;

  /// NaNs with a payload, quiet and signalling, and the smallest and largest subnormals; each also
  /// with the other sign.
  private static final long[] ODD_DOUBLES = {
    0x7FF8_0000_0000_0001L,
    0x7FFF_FFFF_FFFF_FFFFL,
    0x7FF0_0000_0000_0001L,
    0x7FF4_DEAD_BEEF_0001L,
    0x0000_0000_0000_0001L,
    0x000F_FFFF_FFFF_FFFFL,
    0x7FF0_0000_0000_0000L,
    0x0000_0000_0000_0000L
  };

  private static final int[] ODD_FLOATS = {
    0x7FC0_0001, 0x7FFF_FFFF, 0x7F80_0001, 0x7FA0_BEEF, 0x0000_0001, 0x007F_FFFF, 0x7F80_0000, 0
  };

  static Stream<Arguments> idempotentInPlace() {
    return Operations.all().stream()
        .filter(operation -> operation.traits().inPlace() && operation.traits().idempotent())
        .flatMap(operation ->
            Stream.of(DType.FLOAT64, DType.FLOAT32)
                .map(type ->
                    Arguments.argumentSet(operation.name() + " " + type.label(), operation, type)));
  }

  @ParameterizedTest
  @MethodSource("idempotentInPlace")
  void shouldLeaveTheSameBytesWhenDoneTwice(Operation operation, DType type) {
    for (Map<String, String> given : parameters(operation)) {
      Params params = Params.check(operation.name(), operation.parameters(), given);
      List<DType> types = Collections.nCopies(Math.max(1, operation.inputs()), type);
      Kernel kernel = operation.kernels().vector(params, types);
      for (int n : Samples.LENGTHS) {
        MemorySegment matrix = odd(type, n, SEED);
        List<MemorySegment> inputs =
            operation.inputs() < 2 ? List.of(matrix) : List.of(matrix, oddBeside(matrix, type, n));
        apply(kernel, inputs);
        MemorySegment once = Samples.copy(matrix);
        apply(kernel, inputs);
        assertThat(matrix.mismatch(once))
            .as("%s %s of %d", operation.name(), given, n)
            .isEqualTo(-1);
      }
    }
  }

  private static void apply(Kernel kernel, List<MemorySegment> inputs) {
    MemorySegment matrix = inputs.getFirst();
    switch (kernel) {
      case ElementMap map -> map.apply(inputs, matrix);
      case Fill fill -> fill.fill(matrix, 17, 13);
      default -> throw new IllegalArgumentException("say how to do it twice: kernel=" + kernel);
    }
  }

  private static List<Map<String, String>> parameters(Operation operation) {
    return switch (operation.name()) {
      case "clip" ->
          List.of(
              Map.of("min", "-0.1", "max", "2.3"),
              Map.of("min", "-0.0", "max", "0.0"),
              Map.of("min", "0.0", "max", "0.0"),
              Map.of("min", "-Infinity", "max", "1e-310"),
              Map.of("min", "4.9e-324", "max", "Infinity"));
      case "const" ->
          List.of(Map.of("value", "1.7"), Map.of("value", "-0.0"), Map.of("value", "NaN"));
      default -> List.of(Map.of());
    };
  }

  /// Another input, without NaN where the first one has it: which of two NaNs an operation passes
  /// on is not defined.
  private static MemorySegment oddBeside(MemorySegment first, DType type, int n) {
    MemorySegment run = odd(type, n, SEED + 1);
    for (int i = 0; i < n; i++) {
      if (Double.isNaN(Elements.get(first, type, i))) {
        Elements.put(run, type, i, i);
      }
    }
    return run;
  }

  /// The usual samples, of which about a third are replaced by odd ones of either sign.
  private static MemorySegment odd(DType type, int n, long seed) {
    MemorySegment run = Samples.of(type, n, seed);
    Random random = new Random(seed);
    for (int i = 0; i < n; i++) {
      if (random.nextInt(3) > 0) {
        continue;
      }
      int which = random.nextInt(ODD_DOUBLES.length);
      boolean negative = random.nextBoolean();
      if (type == DType.FLOAT64) {
        long bits = ODD_DOUBLES[which] | (negative ? Long.MIN_VALUE : 0);
        run.setAtIndex(ValueLayout.JAVA_LONG, i, bits);
      } else {
        int bits = ODD_FLOATS[which] | (negative ? Integer.MIN_VALUE : 0);
        run.setAtIndex(ValueLayout.JAVA_INT, i, bits);
      }
    }
    return run;
  }
}
