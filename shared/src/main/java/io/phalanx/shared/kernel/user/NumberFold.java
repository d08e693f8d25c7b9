package io.phalanx.shared.kernel.user;

import java.util.function.DoubleBinaryOperator;

/// A fold whose state is one number.
record NumberFold(
    double start, DoubleBinaryOperator adder, DoubleBinaryOperator merger, Finish finisher)
    implements Fold {
  @Override
  public int slots() {
    return 1;
  }

  @Override
  public void start(double[] state) {
    state[0] = start;
  }

  @Override
  public void add(double[] state, double element) {
    state[0] = adder.applyAsDouble(state[0], element);
  }

  @Override
  public void merge(double[] state, double[] later) {
    state[0] = merger.applyAsDouble(state[0], later[0]);
  }

  @Override
  public double finish(double[] state, long elements) {
    return finisher.apply(state[0], elements);
  }
}
