package io.phalanx.shared.kernel.elementwise;

/// What StrictMath lacks, one number at a time and obviously right rather than fast.
final class ScalarFunctions {
  private ScalarFunctions() {}

  /// `1 / (1 + e^-x)`.
  static double sigmoid(double x) {
    double z = StrictMath.exp(-Math.abs(x));
    return (x < 0 ? z : 1.0) / (1.0 + z);
  }

  /// `log(1 + e^x)`.
  static double softplus(double x) {
    return (x < 0 ? 0.0 : x) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }
}
