package io.phalanx.shared.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MatrixDiffTest {
  private static final double OTHER_NAN = Double.longBitsToDouble(0x7FF8000000000001L);

  @Test
  void shouldFindNothingBetweenEqualMatrices() {
    Grid grid = doubles(2, 1.5, Double.NaN, -0.0, Double.POSITIVE_INFINITY);

    assertThat(MatrixDiff.bitwise(grid, grid).isSame()).isTrue();
    assertThat(MatrixDiff.within(grid, grid, 0).isSame()).isTrue();
    assertThat(MatrixDiff.bitwise(doubles(1), doubles(1)).isSame()).isTrue();
  }

  @Test
  void shouldTellBitsApartThatAreEqualAsNumbers() {
    Grid left = doubles(2, 0.0, Double.NaN, 1.0, 2.0);
    Grid right = doubles(2, -0.0, OTHER_NAN, 1.0, Math.nextUp(2.0));

    MatrixDiff diff = MatrixDiff.bitwise(left, right);

    assertThat(diff.isSame()).isFalse();
    assertThat(diff.elements()).isEqualTo(4);
    assertThat(diff.differing()).isEqualTo(3);
    assertThat(diff.ulpMax()).isEqualTo(1);
    assertThat(diff.places())
        .containsExactly(
            new MatrixDiff.Place(0, 0, "0.0", "-0.0", 0),
            new MatrixDiff.Place(0, 1, "NaN", "NaN", 0),
            new MatrixDiff.Place(1, 1, "2.0", "2.0000000000000004", 1));
  }

  @Test
  void shouldTolerateSomeUlpAndStillReportTheLargest() {
    Grid left = doubles(2, 0.0, Double.NaN, 1.0, 2.0);
    Grid right = doubles(2, -0.0, OTHER_NAN, Math.nextUp(Math.nextUp(1.0)), Math.nextUp(2.0));

    assertThat(MatrixDiff.within(left, right, 2).isSame()).isTrue();
    assertThat(MatrixDiff.within(left, right, 2).ulpMax()).isEqualTo(2);
    assertThat(MatrixDiff.within(left, right, 1).places())
        .containsExactly(new MatrixDiff.Place(1, 0, "1.0", "1.0000000000000004", 2));
    assertThat(MatrixDiff.within(left, right, 0).differing()).isEqualTo(2);
  }

  @Test
  void shouldNeverTolerateANaNAgainstANumber() {
    MatrixDiff diff =
        MatrixDiff.within(doubles(1, Double.NaN), doubles(1, 1.0), Long.MAX_VALUE - 1);

    assertThat(diff.differing()).isEqualTo(1);
    assertThat(diff.ulpMax()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void shouldReportShapesAndTypesThatDoNotMatch() {
    Grid wide = doubles(2, 1, 2, 3, 4);
    Grid tall = doubles(1, 1, 2, 3, 4);
    Grid whole = new Grid(wide.memory(), 2, 2, DType.INT64);

    assertThat(MatrixDiff.bitwise(wide, tall).mismatch())
        .isEqualTo("2 x 2 float64 against 4 x 1 float64");
    assertThat(MatrixDiff.within(wide, whole, 9).mismatch())
        .isEqualTo("2 x 2 float64 against 2 x 2 int64");
    assertThat(MatrixDiff.bitwise(wide, tall).isSame()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 511, 512, 513, 4095, 4096, 4097, 20_000})
  void shouldCountEveryDifferenceWhateverTheBlocks(int elements) {
    double[] left = new double[elements];
    double[] right = new double[elements];
    int expected = 0;
    for (int i = 0; i < elements; i += 1 + i / 3) {
      right[i] = i + 1;
      expected++;
    }
    MatrixDiff diff = MatrixDiff.bitwise(doubles(1, left), doubles(1, right));

    assertThat(diff.differing()).isEqualTo(expected);
    assertThat(diff.places()).hasSize(Math.min(expected, MatrixDiff.PLACES_MAX));
    Arrays.setAll(right, i -> 1.0);
    assertThat(MatrixDiff.bitwise(doubles(1, left), doubles(1, right)).differing())
        .isEqualTo(elements);
  }

  @Test
  void shouldCompareTheOtherTypesInTheirOwnSteps() {
    MemorySegment left = MemorySegment.ofArray(new float[] {1f, -1f});
    MemorySegment right = MemorySegment.ofArray(new float[] {Math.nextUp(1f), -1f});
    Grid a = new Grid(left, 1, 2, DType.FLOAT32);
    Grid b = new Grid(right, 1, 2, DType.FLOAT32);

    assertThat(MatrixDiff.bitwise(a, b).places())
        .containsExactly(new MatrixDiff.Place(0, 0, "1.0", "1.0000001", 1));
    Grid small = new Grid(MemorySegment.ofArray(new byte[] {0, 7}), 2, 1, DType.UINT8);
    Grid large = new Grid(MemorySegment.ofArray(new byte[] {-1, 7}), 2, 1, DType.UINT8);
    assertThat(MatrixDiff.within(small, large, 254).places())
        .containsExactly(new MatrixDiff.Place(0, 0, "0", "255", 255));
  }

  @Test
  void shouldRefuseANegativeTolerance() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MatrixDiff.within(doubles(1), doubles(1), -1))
        .withMessageContaining("ulp=-1");
  }

  @Test
  void shouldMeasureDistancesOverTheWholeRange() {
    assertThat(Ulps.distance(0.0, -0.0)).isZero();
    assertThat(Ulps.distance(Double.MIN_VALUE, -Double.MIN_VALUE)).isEqualTo(2);
    assertThat(Ulps.distance(Double.MAX_VALUE, Double.POSITIVE_INFINITY)).isEqualTo(1);
    assertThat(Ulps.distance(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY))
        .isEqualTo(Long.MAX_VALUE);
    assertThat(Ulps.distance(1.0, 2.0)).isEqualTo(1L << 52);
    assertThat(Ulps.distance(2.0, 1.0)).isEqualTo(1L << 52);
    assertThat(Ulps.distance(-0f, 0f)).isZero();
    assertThat(Ulps.distance(-Float.MIN_VALUE, Float.MIN_VALUE)).isEqualTo(2);
    assertThat(Ulps.distance(Float.NaN, 1f)).isEqualTo(Long.MAX_VALUE);
    assertThat(Ulps.distance(Float.NaN, Float.intBitsToFloat(0x7FC00001))).isZero();
    assertThat(Ulps.distance(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY))
        .isEqualTo(2L * 0x7F800000);
    assertThat(Ulps.distance(Long.MIN_VALUE, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
    assertThat(Ulps.distance(-3L, 4L)).isEqualTo(7);
  }

  @Test
  void shouldMakeTheChecksumOfTheDataAlone() {
    assertThat(Checksum.sha256(doubles(1)))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    Grid abc = new Grid(MemorySegment.ofArray(new byte[] {'a', 'b', 'c'}), 1, 3, DType.UINT8);
    assertThat(Checksum.sha256(abc))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    Grid large = new Grid(Arena.ofAuto().allocate(3_000_001), 3_000_001, 1, DType.UINT8);
    Grid same = new Grid(large.memory(), 1, 3_000_001, DType.UINT8);
    assertThat(Checksum.sha256(large)).isEqualTo(Checksum.sha256(same));
  }

  private static Grid doubles(long cols, double... values) {
    return new Grid(MemorySegment.ofArray(values), values.length / cols, cols, DType.FLOAT64);
  }
}
