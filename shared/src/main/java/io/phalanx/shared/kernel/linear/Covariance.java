package io.phalanx.shared.kernel.linear;

import io.phalanx.shared.kernel.Product.Operands;
import io.phalanx.shared.kernel.vector.Elements;

/// The sum divided by `max(0, observations - ddof)`, as numpy.cov does.
///
/// @param ddof what is subtracted from the number of rows of the input
record Covariance(long ddof) implements Finish {
  @Override
  public Finish absolute() {
    return this;
  }

  @Override
  public void apply(Run sums, Operands operands) {
    double divisor = Math.max(0.0, (double) operands.inputs().getFirst().rows() - ddof);
    for (int j = 0; j < sums.count(); j++) {
      double sum = Elements.getDouble(sums.address(), j);
      Elements.putDouble(sums.address(), j, sum / divisor);
    }
  }
}
