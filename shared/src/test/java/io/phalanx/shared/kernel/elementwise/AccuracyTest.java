package io.phalanx.shared.kernel.elementwise;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.shared.kernel.ElementMap;
import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.kernel.vector.Elements;
import io.phalanx.shared.kernel.vector.ExactMaths;
import io.phalanx.shared.kernel.vector.Fine;
import io.phalanx.shared.kernel.vector.FineMaths;
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
///
/// `-Dphalanx.accuracy=N` takes N values of each function and type, of every bit pattern and of the
/// range where the function is interesting by halves, and prints the worst; `-Dphalanx.seed=S`
/// chooses others.
class AccuracyTest {
  private static final int VALUES = Integer.getInteger("phalanx.accuracy", 20_000);
  private static final long SEED = Long.getLong("phalanx.seed", 31);
  private static final boolean LONG_RUN = VALUES > 100_000;
  private static final int BLOCK = 1 << 14;

  /// One function.
  ///
  /// @param name of its operation
  /// @param exact its value by BigDecimal
  /// @param fine its value by double-double arithmetic
  /// @param low from there to high the function is neither 0, infinite, NaN nor constant
  /// @param ulpMax what is promised
  record Case(
      String name,
      ExactMaths.Exact exact,
      FineMaths.Function fine,
      double low,
      double high,
      double ulpMax) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> functions() {
    return Stream.of(
        new Case("exp", ExactMaths::exp, FineMaths::exp, -745.13, 709.78, 1.0),
        new Case("expm1", ExactMaths::expm1, FineMaths::expm1, -40, 709.78, 2.5),
        new Case("log", ExactMaths::log, FineMaths::log, 4.9e-324, 1.7e308, 1.0),
        new Case("log1p", ExactMaths::log1p, FineMaths::log1p, -0.9999999999999999, 1.7e308, 2.5),
        new Case("sigmoid", ExactMaths::sigmoid, FineMaths::sigmoid, -745.1, 40, 2.5),
        new Case("tanh", ExactMaths::tanh, FineMaths::tanh, -23, 23, 2.5),
        new Case("softplus", ExactMaths::softplus, FineMaths::softplus, -745.1, 800, 2.5),
        new Case("gelu", ExactMaths::gelu, FineMaths::gelu, -38.6, 50, 2.5),
        new Case("sin", ExactMaths::sin, FineMaths::sin, -1e10, 1e10, 2.5),
        new Case("cos", ExactMaths::cos, FineMaths::cos, -1e10, 1e10, 2.5));
  }

  static Stream<Arguments> functionsOfBothTypes() {
    return functions()
        .flatMap(function ->
            Stream.of(DType.FLOAT64, DType.FLOAT32).map(type -> Arguments.of(function, type)));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void shouldMeasureByAReferenceThatIsExact(Case function) {
    Random random = new Random(SEED);
    for (int i = 0; i < 60; i++) {
      double x = value(function, random, DType.FLOAT64);
      if (x >= function.low && x <= function.high) {
        Fine fine = function.fine.at(x);
        BigDecimal exact = function.exact.at(new BigDecimal(x));
        BigDecimal scaled = exact.multiply(powerOfTwo(-fine.exponent()));
        BigDecimal off =
            scaled.subtract(new BigDecimal(fine.high())).subtract(new BigDecimal(fine.low()));
        assertThat(off.abs())
            .as("%s of %s", function.name, x)
            .isLessThanOrEqualTo(scaled.abs().multiply(powerOfTwo(-72)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("functionsOfBothTypes")
  void shouldBeAsNearTheExactValueAsPromised(Case function, DType type) {
    Random random = new Random(SEED);
    Worst worst = new Worst(function, type);
    for (int done = 0; done < VALUES; done += BLOCK) {
      int n = Math.min(BLOCK, VALUES - done);
      MemorySegment x = Samples.memory(type, n);
      for (int i = 0; i < n; i++) {
        Elements.put(x, type, i, value(function, random, type));
      }
      worst.take(x, n);
    }
    worst.check();
  }

  @ParameterizedTest
  @MethodSource("functionsOfBothTypes")
  void shouldBeAsNearTheExactValueAsPromisedAtTheEdges(Case function, DType type) {
    double[] edges = edges(function, type);
    MemorySegment x = Samples.memory(type, edges.length);
    for (int i = 0; i < edges.length; i++) {
      Elements.put(x, type, i, edges[i]);
    }
    Worst worst = new Worst(function, type);
    worst.take(x, edges.length);
    worst.check();
  }

  /// The largest distance of a function, and where it is.
  private static final class Worst {
    private final Case function;
    private final DType type;
    private double ulps;
    private double at;
    private double result;

    Worst(Case function, DType type) {
      this.function = function;
      this.type = type;
    }

    void take(MemorySegment x, int n) {
      MemorySegment y = Samples.copy(x);
      apply(function.name, type, y);
      for (int i = 0; i < n; i++) {
        take(Elements.get(x, type, i), Elements.get(y, type, i));
      }
    }

    private void take(double x, double y) {
      double distance = distance(x, y);
      if (!(distance <= ulps)) {
        ulps = distance;
        at = x;
        result = y;
      }
    }

    private double distance(double x, double y) {
      if (!Double.isFinite(x)) {
        return 0; // the known values have a test of their own
      }
      boolean isLogarithm = function.name.startsWith("log");
      double pole = function.name.equals("log") ? 0 : -1;
      if (isLogarithm && x <= pole) {
        return x == pole ? (y == Double.NEGATIVE_INFINITY ? 0 : 1e9) : Double.isNaN(y) ? 0 : 1e9;
      }
      Fine fine = function.fine.at(x);
      return type == DType.FLOAT32 ? fine.ulps((float) y) : fine.ulps(y);
    }

    void check() {
      if (LONG_RUN) {
        System.out.printf(
            "%-8s %s %.3f ulp at %s%n", function.name, type.label(), ulps, Double.toHexString(at));
      }
      assertThat(ulps)
          .as("%s of %s is %s", function.name, at, result)
          .isLessThanOrEqualTo(function.ulpMax);
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

  /// Half of every magnitude; a quarter over the range; a quarter near one or zero.
  private static double value(Case function, Random random, DType type) {
    double x =
        switch (random.nextInt(4)) {
          case 0 -> function.low + random.nextDouble() * (function.high / 2 - function.low / 2) * 2;
          case 1 -> function.low > -1 ? 1 + random.nextGaussian() / 4 : 3 * random.nextGaussian();
          default ->
              type == DType.FLOAT32
                  ? Float.intBitsToFloat(random.nextInt())
                  : Double.longBitsToDouble(random.nextLong());
        };
    return type == DType.FLOAT32 ? (float) x : x;
  }

  /// Numbers where results become subnormal, zero or infinite, methods change, or angles come near
  /// to a multiple of π/2, each with its neighbours, of both signs.
  private static double[] edges(Case function, DType type) {
    double[] centres = {
      0,
      Double.MIN_NORMAL,
      0x1p-1000,
      Float.MIN_VALUE,
      Float.MIN_NORMAL,
      0x1p-200,
      0x1p-60,
      0x1p-54,
      0x1p-53,
      0x1p-52,
      0x1p-30,
      0x1p-25,
      0x1p-24,
      0x1p-23,
      0x1p-12,
      1e-3,
      0.1,
      0.25,
      0.34657359028,
      0.5,
      0.55,
      0.7071067811865476,
      1,
      1.1,
      1.4142135623730951,
      2,
      3,
      4,
      10,
      17,
      18.5,
      20,
      30,
      36,
      37.5,
      37.7,
      38.4,
      38.5,
      38.6,
      39,
      40,
      60,
      87,
      88,
      88.72,
      88.73,
      89,
      103,
      103.97,
      104,
      128,
      700,
      708,
      708.39,
      709,
      709.43,
      709.78,
      709.79,
      710,
      744,
      745,
      745.13,
      745.14,
      746,
      750,
      1000,
      0x1p20,
      0x1p24,
      0x1p30,
      0x1p31,
      0x1p52,
      0x1p53,
      0x1p54,
      0x1p62,
      0x1p63,
      0x1p64,
      1e22,
      0x1p120,
      1e100,
      0x1.921fb54442d18p0,
      0x1.921fb54442d18p1,
      0x1.2d97c7f3321d2p2,
      0x1.921fb54442d18p20,
      0x1.6ac5b262ca1ffp849,
      0x1.6ac5b262ca1ffp845,
      Float.MAX_VALUE,
      0x1p1000,
      Double.MAX_VALUE,
      function.low,
      function.high
    };
    double[] edges = new double[centres.length * 14];
    int count = 0;
    for (double centre : centres) {
      double up = type == DType.FLOAT32 ? (float) centre : centre;
      double down = up;
      for (int i = 0; i < 7; i++) {
        edges[count++] = i % 2 == 0 ? up : down;
        edges[count++] = i % 2 == 0 ? -up : -down;
        if (i % 2 == 0) {
          up = type == DType.FLOAT32 ? Math.nextUp((float) up) : Math.nextUp(up);
        } else {
          down = type == DType.FLOAT32 ? Math.nextDown((float) down) : Math.nextDown(down);
        }
      }
    }
    return edges;
  }

  private static BigDecimal powerOfTwo(int n) {
    BigDecimal power = BigDecimal.TWO.pow(Math.abs(n));
    return n < 0 ? BigDecimal.ONE.divide(power) : power;
  }
}
