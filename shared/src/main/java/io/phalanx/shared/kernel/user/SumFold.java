package io.phalanx.shared.kernel.user;

import java.util.function.DoubleUnaryOperator;

/// A compensated sum: what each addition rounds away is kept beside it (Knuth's two-sum).
///
/// Once the sum is infinite or NaN it stays so, as plain addition would have it.
record SumFold(DoubleUnaryOperator term, Finish finisher) implements Fold {
  private static final int HIGH = 0;
  private static final int LOW = 1;

  @Override
  public int slots() {
    return 2;
  }

  @Override
  public void start(double[] state) {
    state[HIGH] = 0;
    state[LOW] = 0;
  }

  @Override
  public void add(double[] state, double element) {
    addTerm(state, term.applyAsDouble(element));
  }

  @Override
  public void merge(double[] state, double[] later) {
    addTerm(state, later[HIGH]);
    state[LOW] += later[LOW];
  }

  @Override
  public double finish(double[] state, long elements) {
    return finisher.apply(state[HIGH] + state[LOW], elements);
  }

  private static void addTerm(double[] state, double x) {
    double sum = state[HIGH] + x;
    state[LOW] += lost(state[HIGH], x, sum);
    state[HIGH] = sum;
  }

  /// What `sum = a + b` rounded away; 0 where it is not finite.
  static double lost(double a, double b, double sum) {
    double part = sum - a;
    double error = (a - (sum - part)) + (b - part);
    return Double.isFinite(error) ? error : 0;
  }
}
