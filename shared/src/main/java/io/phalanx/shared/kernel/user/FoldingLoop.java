package io.phalanx.shared.kernel.user;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/// Template of the loops of a fold. The usual folds keep their state in registers; they do what
/// [Fold#add] does, in the same order.
final class FoldingLoop implements FoldLoop {
  private final Fold fold;

  FoldingLoop(Fold fold) {
    this.fold = fold;
  }

  @Override
  public void addAll(double[] state, double[] elements, int first, int limit) {
    Fold any = fold;
    if (any instanceof NumberFold number) {
      addAll(number.adder(), state, elements, first, limit);
    } else if (any instanceof SumFold sum) {
      addAll(sum.term(), state, elements, first, limit);
    } else {
      for (int i = first; i < limit; i++) {
        any.add(state, elements[i]);
      }
    }
  }

  @Override
  public void addEach(double[][] states, int count, double[] elements, int first) {
    for (int i = 0; i < count; i++) {
      addAll(states[i], elements, first + i, first + i + 1);
    }
  }

  private static void addAll(
      DoubleBinaryOperator add, double[] state, double[] elements, int first, int limit) {
    double value = state[0];
    for (int i = first; i < limit; i++) {
      value = add.applyAsDouble(value, elements[i]);
    }
    state[0] = value;
  }

  private static void addAll(
      DoubleUnaryOperator term, double[] state, double[] elements, int first, int limit) {
    double high = state[0];
    double low = state[1];
    for (int i = first; i < limit; i++) {
      double x = term.applyAsDouble(elements[i]);
      double sum = high + x;
      low += SumFold.lost(high, x, sum);
      high = sum;
    }
    state[0] = high;
    state[1] = low;
  }
}
