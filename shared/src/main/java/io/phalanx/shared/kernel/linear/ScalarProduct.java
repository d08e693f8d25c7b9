package io.phalanx.shared.kernel.linear;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import io.phalanx.shared.kernel.Product;
import io.phalanx.shared.kernel.vector.Elements;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// The scalar reference: one element of C after the other, `fma` for k ascending from 0.0.
final class ScalarProduct implements Product {
  private static final ValueLayout.OfFloat FLOAT32 =
      JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final DType type;

  ScalarProduct(DType type) {
    this.type = type;
  }

  @Override
  public void multiply(Grid a, Grid b, Grid c) {
    ProductShapes.check(a, b, c, type);
    for (long i = 0; i < c.rows(); i++) {
      for (long j = 0; j < c.cols(); j++) {
        double sum = type == DType.FLOAT32 ? float32(a, b, i, j) : float64(a, b, i, j);
        Elements.put(c.memory(), type, i * c.cols() + j, Double.isNaN(sum) ? Double.NaN : sum);
      }
    }
  }

  private static double float64(Grid a, Grid b, long i, long j) {
    double sum = 0.0;
    for (long k = 0; k < a.cols(); k++) {
      double x = Elements.get(a.memory(), a.dtype(), i * a.cols() + k);
      sum = Math.fma(x, Elements.get(b.memory(), b.dtype(), k * b.cols() + j), sum);
    }
    return sum;
  }

  private static float float32(Grid a, Grid b, long i, long j) {
    float sum = 0.0f;
    for (long k = 0; k < a.cols(); k++) {
      float x = a.memory().get(FLOAT32, (i * a.cols() + k) * Float.BYTES);
      sum = Math.fma(x, b.memory().get(FLOAT32, (k * b.cols() + j) * Float.BYTES), sum);
    }
    return sum;
  }
}
