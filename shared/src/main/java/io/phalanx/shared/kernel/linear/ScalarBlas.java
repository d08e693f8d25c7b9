package io.phalanx.shared.kernel.linear;

import io.phalanx.shared.kernel.Blas;
import io.phalanx.shared.kernel.Gemm;
import io.phalanx.shared.kernel.vector.Elements;
import io.phalanx.shared.matrix.DType;

/// The scalar reference: every element of C is a chain of `fma` for k ascending.
///
/// C is a row of sums that grow together, so that B is read in the order in which it lies.
final class ScalarBlas implements Blas {
  @Override
  public void multiply(Gemm product) {
    for (int i = 0; i < product.extent().rows(); i++) {
      if (product.type() == DType.FLOAT64) {
        float64(product, i);
      } else {
        float32(product, i);
      }
    }
  }

  private static void float64(Gemm product, int row) {
    long c = product.c().address() + row * product.c().stride() * Double.BYTES;
    int cols = product.triangle() ? row + 1 : product.extent().cols();
    for (int j = 0; j < cols && !product.adds(); j++) {
      Elements.putDouble(c, j, 0.0);
    }
    for (int k = 0; k < product.extent().depth(); k++) {
      double x = Elements.getDouble(at(product.a(), row, k, Double.BYTES), 0);
      for (int j = 0; j < cols; j++) {
        double y = Elements.getDouble(at(product.b(), k, j, Double.BYTES), 0);
        Elements.putDouble(c, j, Math.fma(x, y, Elements.getDouble(c, j)));
      }
    }
    for (int j = 0; j < cols; j++) {
      double sum = Elements.getDouble(c, j);
      Elements.putDouble(c, j, Double.isNaN(sum) ? Double.NaN : sum);
    }
  }

  private static void float32(Gemm product, int row) {
    long c = product.c().address() + row * product.c().stride() * Float.BYTES;
    int cols = product.triangle() ? row + 1 : product.extent().cols();
    for (int j = 0; j < cols && !product.adds(); j++) {
      Elements.putFloat(c, j, 0.0f);
    }
    for (int k = 0; k < product.extent().depth(); k++) {
      float x = Elements.getFloat(at(product.a(), row, k, Float.BYTES), 0);
      for (int j = 0; j < cols; j++) {
        float y = Elements.getFloat(at(product.b(), k, j, Float.BYTES), 0);
        Elements.putFloat(c, j, Math.fma(x, y, Elements.getFloat(c, j)));
      }
    }
    for (int j = 0; j < cols; j++) {
      float sum = Elements.getFloat(c, j);
      Elements.putFloat(c, j, Float.isNaN(sum) ? Float.NaN : sum);
    }
  }

  /// Address of an element of op(X).
  private static long at(Gemm.Block block, long row, long col, int bytes) {
    long index = block.transposed() ? col * block.stride() + row : row * block.stride() + col;
    return block.address() + index * bytes;
  }
}
