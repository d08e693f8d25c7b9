package io.phalanx.shared.kernel.linear;

import io.phalanx.shared.kernel.Product.Operands;
import io.phalanx.shared.kernel.vector.Elements;

/// The sum over standardized columns divided by the number of observations: a correlation, kept
/// within -1 to 1 as numpy.corrcoef does, and exactly 1 on the diagonal.
///
/// @param magnitudes true for an absolute value, which knows no limits
record Correlation(boolean magnitudes) implements Finish {
  @Override
  public Finish absolute() {
    return new Correlation(true);
  }

  @Override
  public void apply(Run sums, Operands operands) {
    double observations = operands.inputs().getFirst().rows();
    for (int j = 0; j < sums.count(); j++) {
      double mean = Elements.getDouble(sums.address(), j) / observations;
      boolean diagonal = sums.row() == sums.firstCol() + j;
      Elements.putDouble(sums.address(), j, magnitudes ? mean : limited(mean, diagonal));
    }
  }

  /// NaN stays NaN.
  private static double limited(double mean, boolean diagonal) {
    if (Double.isNaN(mean)) {
      return mean;
    }
    return diagonal ? 1.0 : Math.clamp(mean, -1.0, 1.0);
  }
}
