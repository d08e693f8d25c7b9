package io.phalanx.shared.kernel.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Transpose;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransposeTest {
  private static final int[][] SHAPES = {
    {0, 0}, {0, 5}, {5, 0}, {1, 1}, {1, 100}, {100, 1}, {31, 32}, {32, 33}, {64, 64}, {37, 101},
    {257, 13}
  };

  @Test
  void shouldMoveTheBitsOfEveryTypeAndShape() {
    for (DType type : DType.values()) {
      Transpose vector = (Transpose) Matrices.vector("transpose", type);
      Transpose scalar = (Transpose) Matrices.scalar("transpose", type);
      for (int[] shape : SHAPES) {
        Grid input = Matrices.random(shape[0], shape[1], type, 7, true);
        Grid fast = Matrices.empty(shape[1], shape[0], type);
        Grid slow = Matrices.empty(shape[1], shape[0], type);
        vector.transpose(input, 0, fast);
        scalar.transpose(input, 0, slow);
        assertThat(fast.memory().mismatch(slow.memory()))
            .as("dtype=%s, shape=%dx%d", type.label(), shape[0], shape[1])
            .isEqualTo(-1);
      }
    }
  }

  @Test
  void shouldComeBackWhenTransposedTwice() {
    Grid input = Matrices.random(67, 131, DType.FLOAT64, 1, true);
    Grid once = Matrices.empty(131, 67, DType.FLOAT64);
    Grid twice = Matrices.empty(67, 131, DType.FLOAT64);
    Transpose kernel = (Transpose) Matrices.vector("transpose", DType.FLOAT64);
    kernel.transpose(input, 0, once);
    kernel.transpose(once, 0, twice);
    assertThat(twice.memory().mismatch(input.memory())).isEqualTo(-1);
  }

  @Test
  void shouldWriteOnlyTheWantedRows() {
    Grid input = Matrices.random(40, 101, DType.FLOAT32, 1, false);
    Grid whole = Matrices.empty(101, 40, DType.FLOAT32);
    Transpose kernel = (Transpose) Matrices.vector("transpose", DType.FLOAT32);
    kernel.transpose(input, 0, whole);
    for (int band : new int[] {1, 31, 33, 100}) {
      Grid cut = Matrices.empty(101, 40, DType.FLOAT32);
      for (long first = 0; first < 101; first += band) {
        kernel.transpose(input, first, cut.rows(first, Math.min(101, first + band)));
      }
      assertThat(cut.memory().mismatch(whole.memory())).as("band=%d", band).isEqualTo(-1);
    }
  }

  @Test
  void shouldKeepTheTypeAndNeverWorkInPlace() {
    Operation transpose = Matrices.operation("transpose");
    assertThat(transpose.outputType(List.of(DType.UINT8))).isEqualTo(DType.UINT8);
    assertThat(transpose.traits().inPlace()).isFalse();
    assertThat(Matrices.operation("matmul").traits().inPlace()).isFalse();
  }

  @Test
  void shouldRefuseAnOutputThatDoesNotFit() {
    Grid input = Matrices.empty(4, 6, DType.INT32);
    Transpose kernel = (Transpose) Matrices.vector("transpose", DType.INT32);
    List<Grid> wrong =
        List.of(
            Matrices.empty(6, 5, DType.INT32),
            Matrices.empty(7, 4, DType.INT32),
            Matrices.empty(6, 4, DType.FLOAT32));
    for (Grid output : wrong) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> kernel.transpose(input, 0, output))
          .withMessageContaining("input=4x6");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kernel.transpose(input, 1, Matrices.empty(6, 4, DType.INT32)))
        .withMessageContaining("firstRow=1");
  }
}
