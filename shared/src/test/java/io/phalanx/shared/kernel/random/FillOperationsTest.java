package io.phalanx.shared.kernel.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.phalanx.shared.kernel.Fill;
import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.kernel.vector.Elements;
import io.phalanx.shared.kernel.vector.Samples;
import io.phalanx.shared.matrix.DType;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Fills, against values that NumPy 2.4.6 printed.
class FillOperationsTest {
  static Stream<Arguments> operations() {
    return FillOperations.all().stream()
        .flatMap(operation ->
            Stream.of(DType.FLOAT64, DType.FLOAT32)
                .map(type ->
                    Arguments.argumentSet(operation.name() + " " + type.label(), operation, type)));
  }

  /// `Generator(Philox(key=(seed & (2**64-1)) + (row << 64))).random(6)`.
  static Stream<Arguments> numpyRows() {
    return Stream.of(
        Arguments.of(
            "42",
            0L,
            new double[] {
              0.8201981478608876, 0.18924562408645496, 0.8676608148821462,
              0.3945814702827203, 0.36812845090913937, 0.4344462539595917
            }),
        Arguments.of(
            "42",
            1L,
            new double[] {
              0.443746921343274, 0.8163920951010332, 0.5090261862073765,
              0.3876186430208992, 0.024987588963674146, 0.3475830176997383
            }),
        Arguments.of(
            "-1",
            7L,
            new double[] {
              0.07488100676745957, 0.8492815318761986, 0.9304199123601601,
              0.07047372462268953, 0.33604229212977066, 0.9051950039697583
            }),
        Arguments.of(
            "9223372036854775807",
            2147483653L,
            new double[] {
              0.855362856729267, 0.2417216572908636, 0.4538250756671488,
              0.4080075129497944, 0.9117986381390342, 0.41043186788118513
            }));
  }

  @ParameterizedTest
  @MethodSource("numpyRows")
  void shouldBeTheStreamOfNumPyWhenUniform(String seed, long row, double[] wanted) {
    Fill uniform = vector("uniform", Map.of("seed", seed), DType.FLOAT64);
    assertThat(values(uniform, DType.FLOAT64, row * 6, 6, 6)).containsExactly(wanted);
  }

  @Test
  void shouldScaleAsNumPyDoesWhenUniform() {
    Map<String, String> given = Map.of("low", "-2.5", "high", "7.25");
    assertThat(values(vector("uniform", given, DType.FLOAT64), DType.FLOAT64, 15, 5, 5))
        .containsExactly(
            4.444089386316338,
            -1.812560474231577,
            1.341283052713139,
            -1.2677825558575153,
            -0.431179291216949);
  }

  @Test
  void shouldInvertTheNormalDistributionWhenRandn() {
    double[] exact = {
      0.9161204856345225, -0.8806796243156721, 1.1154015859369764, -0.2673977383943877,
      -0.336814287600164, -0.16506539780760085, -0.8609401940559521, -1.5361711008219217
    };
    double[] drawn =
        values(vector("randn", Map.of(), DType.FLOAT64), DType.FLOAT64, 0, exact.length, 8);
    for (int i = 0; i < exact.length; i++) {
      assertThat(drawn[i]).isCloseTo(exact[i], within(4 * Math.ulp(exact[i])));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, -8.292361075813595",
    "1048576, -6.337957681066634",
    "34359738368, -4.475328424651094",
    "35184372088832, -2.660067468617455",
    "1125899906842624, -1.1503493803760079",
    "4503599627382841, 3.4356494720785297E-12",
    "4503599627370496, 1.3914582123358836E-16",
    "9007199254740991, 8.292361075813595",
  })
  void shouldBeFiniteAndAccurateInTheTails(long step, double exact) {
    double drawn = new InverseNormal().of(step << 11);
    assertThat(drawn).isCloseTo(exact, within(4 * Math.ulp(exact)));
    assertThat(new InverseNormal().of(~(step << 11))).isEqualTo(-drawn);
  }

  @Test
  void shouldHaveTheMomentsOfTheNormalDistribution() {
    int n = 200_000;
    double[] drawn = values(vector("randn", Map.of(), DType.FLOAT64), DType.FLOAT64, 0, n, 1000);
    double sum = 0;
    double squares = 0;
    for (double x : drawn) {
      sum += x;
      squares += x * x;
    }
    assertThat(sum / n).isCloseTo(0, within(0.01));
    assertThat(squares / n).isCloseTo(1, within(0.02));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void shouldAgreeWithTheScalarKernel(Operation operation, DType type) {
    for (int n : Samples.LENGTHS) {
      MemorySegment fast = Samples.memory(type, n);
      MemorySegment scalar = Samples.memory(type, n);
      kernel(operation, type).fill(fast, 13, 17);
      ((Fill) operation.kernels().scalar(params(operation), List.of(type))).fill(scalar, 13, 17);
      assertThat(fast.mismatch(scalar)).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void shouldGiveTheSameBitsWhereverCut(Operation operation, DType type) {
    int n = 5000;
    for (long cols : new long[] {1, 3, 1000, 1L << 40}) {
      MemorySegment whole = Samples.memory(type, n);
      MemorySegment parts = Samples.memory(type, n);
      Fill fill = kernel(operation, type);
      fill.fill(whole, 0, cols);
      Random random = new Random(3);
      for (int first = 0, limit; first < n; first = limit) {
        limit = Math.min(n, first + 1 + random.nextInt(600));
        long bytes = (long) (limit - first) * type.bytes();
        fill.fill(parts.asSlice((long) first * type.bytes(), bytes), first, cols);
      }
      assertThat(parts.mismatch(whole)).isEqualTo(-1);
    }
  }

  @Test
  void shouldRoundToFloat32() {
    double[] wide = values(vector("randn", Map.of(), DType.FLOAT64), DType.FLOAT64, 0, 100, 10);
    double[] narrow = values(vector("randn", Map.of(), DType.FLOAT32), DType.FLOAT32, 0, 100, 10);
    for (int i = 0; i < wide.length; i++) {
      assertThat(narrow[i]).isEqualTo((float) wide[i]);
    }
  }

  @Test
  void shouldWriteTheValueEverywhereWhenConstant() {
    assertThat(values(vector("zeros", Map.of(), DType.FLOAT64), DType.FLOAT64, 0, 5000, 7))
        .containsOnly(0.0);
    Map<String, String> given = Map.of("value", "-0.1");
    assertThat(values(vector("const", given, DType.FLOAT64), DType.FLOAT64, 0, 5000, 7))
        .containsOnly(-0.1);
    assertThat(values(vector("const", given, DType.FLOAT32), DType.FLOAT32, 0, 5000, 7))
        .containsOnly(-0.1f);
  }

  @Test
  void shouldRefuseWhatMakesNoSense() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> vector("uniform", Map.of("low", "2"), DType.FLOAT64))
        .withMessageContaining("low=2.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> vector("uniform", Map.of("high", "Infinity"), DType.FLOAT64));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> vector("zeros", Map.of(), DType.INT32))
        .withMessageContaining("dtype=int32");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            vector("zeros", Map.of(), DType.FLOAT64).fill(Samples.memory(DType.FLOAT64, 1), 0, 0))
        .withMessageContaining("cols=0");
  }

  private static double[] values(Fill fill, DType type, long first, int n, long cols) {
    MemorySegment run = Samples.memory(type, n);
    fill.fill(run, first, cols);
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = Elements.get(run, type, i);
    }
    return values;
  }

  private static Fill vector(String name, Map<String, String> given, DType type) {
    Operation operation =
        FillOperations.all().stream()
            .filter(candidate -> candidate.name().equals(name))
            .findFirst()
            .orElseThrow();
    Params params = Params.check(name, operation.parameters(), given);
    return (Fill) operation.kernels().vector(params, List.of(type));
  }

  private static Fill kernel(Operation operation, DType type) {
    return (Fill) operation.kernels().vector(params(operation), List.of(type));
  }

  private static Params params(Operation operation) {
    Map<String, String> given =
        operation.name().equals("const") ? Map.of("value", "1.7") : Map.of();
    return Params.check(operation.name(), operation.parameters(), given);
  }
}
