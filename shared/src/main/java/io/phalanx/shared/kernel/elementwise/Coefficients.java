package io.phalanx.shared.kernel.elementwise;

import io.phalanx.shared.matrix.DType;

/// The parameters of an operation as two numbers, and the type it computes in.
///
/// They reach a loop as loop invariants, not as constants of its code: a new value needs no new
/// class and no new compilation.
///
/// @param a first parameter, rounded to the type; 0 where there is none
/// @param b second parameter, rounded to the type; 0 where there is none
/// @param type float32 or float64
record Coefficients(double a, double b, DType type) {
  Coefficients {
    a = rounded(a, type);
    b = rounded(b, type);
  }

  /// The number of the type that is nearest to a value.
  double round(double value) {
    return rounded(value, type);
  }

  private static double rounded(double value, DType type) {
    return type == DType.FLOAT32 ? (float) value : value;
  }
}
