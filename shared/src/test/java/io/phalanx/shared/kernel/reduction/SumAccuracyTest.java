package io.phalanx.shared.kernel.reduction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.phalanx.shared.kernel.Reduction;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Sums, norms and variances against exact arithmetic.
class SumAccuracyTest {
  private static final int COUNT = 20_000;
  private static final int TILE = 3_000;

  @Test
  void shouldSumWithinFourUlpWhenTermsCancel() {
    for (long seed = 0; seed < 3; seed++) {
      for (double[] values :
          List.of(
              Samples.uniform(COUNT, seed),
              Samples.normal(COUNT, seed),
              Samples.cancelling(COUNT, seed))) {
        assertWithin(4, whole("sum", values), exactSum(values).doubleValue());
        assertWithin(
            4,
            whole("mean", values),
            exactSum(values)
                .divide(BigDecimal.valueOf(COUNT), MathContext.DECIMAL128)
                .doubleValue());
      }
    }
  }

  @Test
  void shouldKeepSmallTermsBetweenHugeOnesThatCancel() {
    assertThat(whole("sum", 1e300, 1.0, -1e300)).isEqualTo(1.0);
    assertThat(whole("sum", 1e16, 1.0, 1.0, -1e16)).isEqualTo(2.0);
  }

  @Test
  void shouldBeThePlainSumWhenThatIsNotFinite() {
    double infinity = Double.POSITIVE_INFINITY;
    for (int position = 0; position < 40; position++) {
      double[] values = Samples.normal(40, 6);
      values[position] = infinity;
      assertThat(whole("sum", values)).isEqualTo(infinity);
      assertThat(whole("mean", values)).isEqualTo(infinity);
      assertThat(whole("norm", values)).isEqualTo(infinity);
      assertThat(whole("var", values)).isNaN();
      values[39 - position] = -infinity;
      assertThat(whole("sum", values)).isNaN();
      assertThat(whole("norm", values)).isEqualTo(infinity);
      values[position] = Double.NaN;
      assertThat(whole("norm", values)).isNaN();
      assertThat(whole("std", values)).isNaN();
    }
    assertThat(whole("sum", Double.MAX_VALUE, Double.MAX_VALUE)).isEqualTo(infinity);
    assertThat(whole("sum", -Double.MAX_VALUE, -Double.MAX_VALUE, 1.0)).isEqualTo(-infinity);
  }

  @Test
  void shouldHaveNormsOverTheWholeRange() {
    double[] scales = {Double.MIN_VALUE, 1e-310, 1e-200, 1e-150, 1.0, 1e150, 1e200, 1e300};
    for (double scale : scales) {
      double[] values = new double[400];
      Arrays.fill(values, scale);
      assertWithin(2, whole("norm", values), 20 * scale);
      values[399] = 0.0;
      double[] columns =
          Jobs.columns(Jobs.vector("norm", DType.FLOAT64), Samples.grid(values, 2, 200), 1);
      assertWithin(2, columns[0], Math.sqrt(2.0) * scale);
      assertWithin(2, columns[199], scale);
    }
    assertThat(whole("norm", 3e-200, 1e200, 4e-200)).isEqualTo(1e200);
    assertThat(whole("norm", 3e-200, 0.0, 4e-200)).isEqualTo(5e-200);
  }

  @Test
  void shouldHaveTheVarianceOfSmallNoiseFarFromZero() {
    for (double noise : new double[] {1.0, 1e-3, 1e-5}) {
      double[] values = Samples.normal(COUNT, 8);
      Arrays.setAll(values, i -> 1e9 + noise * values[i]);
      double expected = exactSquaredDistances(values);
      double variance = whole("var", values);
      assertThat(variance).isCloseTo(expected / COUNT, within(1e-12 * expected / COUNT));
      Grid grid = Samples.grid(values, COUNT, 1);
      double[] column = Jobs.columns(Jobs.vector("var", DType.FLOAT64), grid, 999);
      assertThat(column[0]).isCloseTo(variance, within(1e-12 * variance));
    }
  }

  @Test
  void shouldTreatTheDivisorAsNumPyDoes() {
    double[] two = {1.0, 3.0};
    assertThat(variance(0, two)).isEqualTo(1.0);
    assertThat(variance(1, two)).isEqualTo(2.0);
    assertThat(variance(2, two)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(variance(3, two)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(variance(2, 5.0, 5.0)).isNaN();
    assertThat(variance(-2, two)).isEqualTo(0.5);
    assertThat(variance(-2)).isNaN();
    assertThat(whole("var", Double.MAX_VALUE, Double.MAX_VALUE))
        .isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void shouldAddFloat32InFloat64() {
    float[] values = new float[1_000];
    Random random = new Random(3);
    double[] wide = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
      wide[i] = values[i];
    }
    Grid grid = Samples.grid(wide, 10, 100, DType.FLOAT32);
    assertThat(Jobs.whole(Jobs.vector("sum", DType.FLOAT32), grid, 300))
        .isEqualTo(Jobs.whole(Jobs.vector("sum", DType.FLOAT64), Samples.grid(wide, 10, 100), 300));
  }

  private static double variance(long ddof, double... values) {
    Map<String, String> params = Map.of("ddof", Long.toString(ddof));
    Reduction kernel = Jobs.vector("var", DType.FLOAT64, params);
    return Jobs.whole(kernel, Samples.grid(values, 1, values.length), TILE);
  }

  private static double whole(String name, double... values) {
    Grid grid = Samples.grid(values, 1, values.length);
    return Jobs.whole(Jobs.vector(name, DType.FLOAT64), grid, TILE);
  }

  private static BigDecimal exactSum(double[] values) {
    return Arrays.stream(values).mapToObj(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static double exactSquaredDistances(double[] values) {
    BigDecimal mean =
        exactSum(values).divide(BigDecimal.valueOf(values.length), MathContext.DECIMAL128);
    return Arrays.stream(values)
        .mapToObj(value -> new BigDecimal(value).subtract(mean).pow(2))
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .doubleValue();
  }

  private static void assertWithin(double ulps, double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(ulps * Math.ulp(expected)));
  }
}
