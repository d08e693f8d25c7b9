package io.phalanx.shared.kernel.user;

import java.util.function.DoubleBinaryOperator;

/// Template of the loops of two inputs.
final class BinaryLoop implements MapLoop {
  private final DoubleBinaryOperator function;

  BinaryLoop(DoubleBinaryOperator function) {
    this.function = function;
  }

  @Override
  public void run(double[] x, double[] y, double[] result, int n) {
    DoubleBinaryOperator f = function;
    for (int i = 0; i < n; i++) {
      result[i] = f.applyAsDouble(x[i], y[i]);
    }
  }
}
