package io.phalanx.shared.kernel.user;

import java.util.function.DoubleUnaryOperator;

/// Template of the loops of one input.
final class UnaryLoop implements MapLoop {
  private final DoubleUnaryOperator function;

  UnaryLoop(DoubleUnaryOperator function) {
    this.function = function;
  }

  @Override
  public void run(double[] x, double[] y, double[] result, int n) {
    DoubleUnaryOperator f = function;
    for (int i = 0; i < n; i++) {
      result[i] = f.applyAsDouble(x[i]);
    }
  }
}
