package io.phalanx.shared.kernel.linear;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.phalanx.shared.kernel.Product;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The blocked product against the scalar one: the same bits for every shape, type and cut.
class MatmulTest {
  private static final int[] ROWS = {0, 1, 3, 4, 5, 65};
  private static final int[] INNER = {0, 1, 2, 257};
  private static final int[] COLS = {0, 1, 11, 12, 13, 25};

  @Test
  void shouldGiveTheScalarBitsWhenShapesStraddleTheTiles() {
    Product vector = (Product) Matrices.vector("matmul", DType.FLOAT64, DType.FLOAT64);
    for (int m : ROWS) {
      for (int k : INNER) {
        for (int n : COLS) {
          assertSameBits(vector, DType.FLOAT64, new int[] {m, k, n}, false);
        }
      }
    }
  }

  @Test
  void shouldGiveTheScalarBitsWhenShapesStraddleTheBlocks() {
    Product vector = (Product) Matrices.vector("matmul", DType.FLOAT64, DType.FLOAT64);
    int[][] shapes = {
      {130, 513, 30}, {2, 300, Panels.COLS_MAX + 13}, {1, 2_000, 1}, {1, 1, 2_000}, {2_000, 1, 1}
    };
    for (int[] shape : shapes) {
      assertSameBits(vector, DType.FLOAT64, shape, false);
    }
  }

  @Test
  void shouldGiveTheScalarBitsWhenElementsAreNaNInfiniteOrTiny() {
    for (DType type : List.of(DType.FLOAT64, DType.FLOAT32)) {
      Product vector = (Product) Matrices.vector("matmul", type, type);
      for (int k = 1; k < 40; k += 3) {
        assertSameBits(vector, type, new int[] {13, k, 37}, true);
      }
    }
  }

  @Test
  void shouldGiveTheScalarBitsInFloat32() {
    Product vector = (Product) Matrices.vector("matmul", DType.FLOAT32, DType.FLOAT32);
    for (int m : new int[] {1, 4, 67}) {
      for (int k : new int[] {0, 1, 300}) {
        for (int n : new int[] {1, 23, 24, 25, 50}) {
          assertSameBits(vector, DType.FLOAT32, new int[] {m, k, n}, false);
        }
      }
    }
  }

  @Test
  void shouldReadOtherTypesAsFloat64() {
    for (DType left : DType.values()) {
      for (DType right : DType.values()) {
        if (left == DType.FLOAT32 && right == DType.FLOAT32) {
          continue;
        }
        Grid a = Matrices.random(9, 270, left, 1, false);
        Grid b = Matrices.random(270, 17, right, 2, false);
        Grid fast = Matrices.empty(9, 17, DType.FLOAT64);
        Grid slow = Matrices.empty(9, 17, DType.FLOAT64);
        ((Product) Matrices.vector("matmul", left, right)).multiply(a, b, fast);
        ((Product) Matrices.scalar("matmul", left, right)).multiply(a, b, slow);
        assertThat(fast.memory().mismatch(slow.memory())).as("%s %s", left, right).isEqualTo(-1);
      }
    }
  }

  @Test
  void shouldGiveTheSameBitsWhenRowsAreCutAnywhere() {
    Product vector = (Product) Matrices.vector("matmul", DType.FLOAT64, DType.FLOAT64);
    Grid a = Matrices.random(150, 300, DType.FLOAT64, 5, false);
    Grid b = Matrices.random(300, 40, DType.FLOAT64, 6, false);
    Grid whole = Matrices.empty(150, 40, DType.FLOAT64);
    vector.multiply(a, b, whole);
    for (int band : new int[] {1, 7, 64, 100}) {
      Grid cut = Matrices.empty(150, 40, DType.FLOAT64);
      for (long first = 0; first < 150; first += band) {
        long limit = Math.min(150, first + band);
        vector.multiply(a.rows(first, limit), b, cut.rows(first, limit));
      }
      assertThat(cut.memory().mismatch(whole.memory())).as("band=%d", band).isEqualTo(-1);
    }
  }

  @Test
  void shouldWriteZerosWhenThereIsNothingToAdd() {
    Grid c = Matrices.random(5, 30, DType.FLOAT64, 1, true);
    Product vector = (Product) Matrices.vector("matmul", DType.FLOAT64, DType.FLOAT64);
    vector.multiply(Matrices.empty(5, 0, DType.FLOAT64), Matrices.empty(0, 30, DType.FLOAT64), c);
    assertThat(c.memory().toArray(JAVA_BYTE)).containsOnly(0);
  }

  @Test
  void shouldNameBothShapesWhenTheyDoNotFit() {
    Grid a = Matrices.empty(2, 3, DType.FLOAT64);
    Grid b = Matrices.empty(4, 5, DType.FLOAT64);
    Grid c = Matrices.empty(2, 5, DType.FLOAT64);
    for (var kernel :
        List.of(
            Matrices.vector("matmul", DType.FLOAT64, DType.FLOAT64),
            Matrices.scalar("matmul", DType.FLOAT64, DType.FLOAT64))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ((Product) kernel).multiply(a, b, c))
          .withMessageContaining("a=2x3")
          .withMessageContaining("b=4x5");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ((Product) kernel).multiply(a, b.rows(0, 3), a))
          .withMessageContaining("wanted=2x5");
    }
  }

  private static void assertSameBits(Product vector, DType type, int[] mkn, boolean edges) {
    Grid a = Matrices.random(mkn[0], mkn[1], type, 1, edges);
    Grid b = Matrices.random(mkn[1], mkn[2], type, 2, edges);
    Grid fast = Matrices.random(mkn[0], mkn[2], type, 3, true);
    Grid slow = Matrices.random(mkn[0], mkn[2], type, 4, true);
    vector.multiply(a, b, fast);
    ((Product) Matrices.scalar("matmul", type, type)).multiply(a, b, slow);
    assertThat(fast.memory().mismatch(slow.memory()))
        .as("dtype=%s, shape=%dx%dx%d", type.label(), mkn[0], mkn[1], mkn[2])
        .isEqualTo(-1);
  }
}
