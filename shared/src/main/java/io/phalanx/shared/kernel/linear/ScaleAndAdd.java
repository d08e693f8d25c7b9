package io.phalanx.shared.kernel.linear;

import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.kernel.Product.Operands;
import io.phalanx.shared.kernel.vector.Elements;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;

/// `alpha * sum + beta * c`, where c is the element of a third input; without one `alpha * sum`.
///
/// Every step is rounded to the type of the output, as in NumPy's `alpha * (a @ b) + beta * c`: a
/// NaN or an infinity times 0 is NaN, where a BLAS would not even look.
///
/// @param adds true if there is a third input
/// @param magnitudes true for absolute values of everything
record ScaleAndAdd(double alpha, double beta, boolean adds, boolean magnitudes) implements Finish {
  static Finish of(double alpha, double beta, boolean adds) {
    return alpha == 1.0 && !adds ? NOTHING : new ScaleAndAdd(alpha, beta, adds, false);
  }

  @Override
  public Finish absolute() {
    return new ScaleAndAdd(Math.abs(alpha), Math.abs(beta), adds, true);
  }

  @Override
  public void apply(Run sums, Operands operands) {
    if (sums.type() == DType.FLOAT32) {
      float32(sums, operands);
    } else {
      float64(sums, operands);
    }
  }

  private void float64(Run sums, Operands operands) {
    long address = sums.address();
    for (int j = 0; j < sums.count(); j++) {
      double scaled = alpha * Elements.getDouble(address, j);
      Elements.putDouble(address, j, adds ? scaled + beta * c(sums, operands, j) : scaled);
    }
  }

  private void float32(Run sums, Operands operands) {
    long address = sums.address();
    float a = (float) alpha;
    float b = (float) beta;
    for (int j = 0; j < sums.count(); j++) {
      float scaled = a * Elements.getFloat(address, j);
      Elements.putFloat(address, j, adds ? scaled + b * (float) c(sums, operands, j) : scaled);
    }
  }

  private double c(Run sums, Operands operands, int index) {
    Grid third = operands.inputs().getLast();
    long position = sums.row() * third.cols() + sums.firstCol() + index;
    double value =
        third.dtype() == DType.FLOAT64
            ? Elements.getDouble(Memory.addressOf(third.memory()) + position * Double.BYTES, 0)
            : Elements.get(third.memory(), third.dtype(), position);
    return magnitudes ? Math.abs(value) : value;
  }
}
