package io.phalanx.shared.kernel.elementwise;

/// What an operation does to one element, obviously right: what the lane functions are checked
/// against.
interface ScalarFunction {
  /// Computes one element.
  ///
  /// @param x element of the first input
  /// @param y element of the last input, which is x where there is one input
  /// @param c the parameters
  /// @return the result, still to be rounded to the output type
  double apply(double x, double y, Coefficients c);
}
