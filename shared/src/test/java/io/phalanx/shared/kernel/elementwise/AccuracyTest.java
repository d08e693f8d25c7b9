package io.phalanx.shared.kernel.elementwise;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.shared.kernel.ElementMap;
import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.kernel.vector.Elements;
import io.phalanx.shared.kernel.vector.ExactMaths;
import io.phalanx.shared.kernel.vector.Samples;
import io.phalanx.shared.matrix.DType;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The distance of the vector functions from the exact values, over all magnitudes.
class AccuracyTest {
  private static final int VALUES = 3000;
  private static final long SEED = 31;

  /// Between these bounds a function is neither 0, infinite, NaN nor constant.
  record Range(double low, double high) {}

  static Stream<Arguments> functions() {
    return Stream.of(
        Arguments.of("exp", (ExactMaths.Exact) ExactMaths::exp, new Range(-745.13, 709.78), 1.0),
        Arguments.of("log", (ExactMaths.Exact) ExactMaths::log, new Range(4.9e-324, 1.7e308), 1.0),
        Arguments.of("sigmoid", (ExactMaths.Exact) ExactMaths::sigmoid, new Range(-745.1, 40), 2.5),
        Arguments.of("tanh", (ExactMaths.Exact) ExactMaths::tanh, new Range(-23, 23), 2.5));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void shouldBeNearTheExactValueWhenFloat64(
      String name, ExactMaths.Exact exact, Range range, double ulpMax) {
    MemorySegment x = values(range, DType.FLOAT64);
    MemorySegment y = Samples.copy(x);
    apply(name, DType.FLOAT64, y);
    for (int i = 0; i < VALUES; i++) {
      double at = Elements.get(x, DType.FLOAT64, i);
      double result = Elements.get(y, DType.FLOAT64, i);
      assertThat(ExactMaths.ulps(result, exact.at(new BigDecimal(at))))
          .as("%s of %s is %s", name, at, result)
          .isLessThanOrEqualTo(ulpMax);
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void shouldBeRoundedOnceWhenFloat32(
      String name, ExactMaths.Exact exact, Range range, double ulpMax) {
    MemorySegment x = values(range, DType.FLOAT32);
    MemorySegment y = Samples.copy(x);
    apply(name, DType.FLOAT32, y);
    for (int i = 0; i < VALUES / 2; i++) {
      double at = Elements.get(x, DType.FLOAT32, i);
      float result = (float) Elements.get(y, DType.FLOAT32, i);
      assertThat(ExactMaths.ulps(result, exact.at(new BigDecimal(at))))
          .as("%s of %s is %s", name, at, result)
          .isLessThanOrEqualTo(0.51);
    }
  }

  private static void apply(String name, DType type, MemorySegment run) {
    Operation operation =
        ElementwiseOperations.all().stream()
            .filter(candidate -> candidate.name().equals(name))
            .findFirst()
            .orElseThrow();
    Params params = Params.check(name, operation.parameters(), Map.of());
    ((ElementMap) operation.kernels().vector(params, List.of(type))).apply(List.of(run), run);
  }

  /// A third over the whole range, a third of every magnitude, a third near one or zero.
  private static MemorySegment values(Range range, DType type) {
    Random random = new Random(SEED);
    MemorySegment run = Samples.memory(type, VALUES);
    int i = 0;
    while (i < VALUES) {
      double x =
          switch (random.nextInt(3)) {
            case 0 -> range.low + random.nextDouble() * (range.high - range.low);
            case 1 ->
                type == DType.FLOAT32
                    ? Float.intBitsToFloat(random.nextInt())
                    : Double.longBitsToDouble(random.nextLong());
            default -> range.low > 0 ? 1 + random.nextGaussian() / 4 : random.nextGaussian();
          };
      double stored = type == DType.FLOAT32 ? (float) x : x;
      if (stored >= range.low && stored <= range.high && stored != 0) {
        Elements.put(run, type, i++, stored);
      }
    }
    return run;
  }
}
