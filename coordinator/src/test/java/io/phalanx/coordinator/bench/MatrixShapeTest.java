package io.phalanx.coordinator.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MatrixShapeTest {
  @Test
  void shouldBeSquareOrNearlySo() {
    assertThat(MatrixShape.ofBytes(512L << 20)).isEqualTo(new MatrixShape(8192, 8192));
    assertThat(MatrixShape.ofBytes(64L << 20)).isEqualTo(new MatrixShape(4096, 2048));
    assertThat(MatrixShape.ofBytes(512L << 20).factor()).isEqualTo(new MatrixShape(4096, 4096));
  }
}
