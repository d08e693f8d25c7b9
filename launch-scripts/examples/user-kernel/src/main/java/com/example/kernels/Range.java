package com.example.kernels;

import io.phalanx.shared.kernel.user.Fold;

/// Largest minus smallest: a fold that keeps two numbers.
final class Range implements Fold {
  private static final int MIN = 0;
  private static final int MAX = 1;

  @Override
  public int slots() {
    return 2;
  }

  @Override
  public void start(double[] state) {
    state[MIN] = Double.POSITIVE_INFINITY;
    state[MAX] = Double.NEGATIVE_INFINITY;
  }

  @Override
  public void add(double[] state, double element) {
    state[MIN] = Math.min(state[MIN], element);
    state[MAX] = Math.max(state[MAX], element);
  }

  @Override
  public void merge(double[] state, double[] later) {
    state[MIN] = Math.min(state[MIN], later[MIN]);
    state[MAX] = Math.max(state[MAX], later[MAX]);
  }

  @Override
  public double finish(double[] state, long elements) {
    return state[MAX] - state[MIN];
  }

  @Override
  public boolean definedForEmpty() {
    return false;
  }
}
