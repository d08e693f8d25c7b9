package io.phalanx.shared.kernel.linear;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.phalanx.shared.kernel.Transpose;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;

/// The scalar reference: byte by byte.
final class ScalarTranspose implements Transpose {
  private final DType type;

  ScalarTranspose(DType type) {
    this.type = type;
  }

  @Override
  public void transpose(Grid input, long firstRow, Grid output) {
    TransposeShapes.check(input, firstRow, output, type);
    long bytes = type.bytes();
    for (long j = 0; j < output.rows(); j++) {
      for (long i = 0; i < output.cols(); i++) {
        long from = (i * input.cols() + firstRow + j) * bytes;
        long to = (j * output.cols() + i) * bytes;
        for (long k = 0; k < bytes; k++) {
          output.memory().set(JAVA_BYTE, to + k, input.memory().get(JAVA_BYTE, from + k));
        }
      }
    }
  }
}
