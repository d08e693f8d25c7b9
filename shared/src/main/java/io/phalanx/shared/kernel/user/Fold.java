package io.phalanx.shared.kernel.user;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/// How many numbers become one.
///
/// A few float64, the state, take in one element after the other; the states of tiles are merged in
/// the order of the elements. What is done depends on the state and the element alone, so that a
/// result has the same bits for any number of workers.
///
/// [#of] and [#sumOf] make the usual ones. Whoever implements the interface can keep several
/// numbers, such as a smallest and a largest.
public interface Fold {
  /// How many float64 the state has, 1 to [#SLOTS_MAX].
  int slots();

  /// Most float64 of a state.
  int SLOTS_MAX = 64;

  /// Makes the state of no element.
  ///
  /// @param state zeros
  void start(double[] state);

  /// Takes in one element.
  void add(double[] state, double element);

  /// Takes in the state of the elements that follow.
  void merge(double[] state, double[] later);

  /// The result.
  ///
  /// @param elements how many elements were taken in
  double finish(double[] state, long elements);

  /// True where the fold of no element has a value (a sum has, a minimum has not).
  default boolean definedForEmpty() {
    return true;
  }

  /// A fold with one number, such as `Fold.of(0, (count, x) -> x > 0 ? count + 1 : count,
  /// Double::sum)`.
  ///
  /// @param start the number of no element
  /// @param add takes an element (second) into the number (first)
  /// @param merge joins the numbers of two runs of elements
  static Fold of(double start, DoubleBinaryOperator add, DoubleBinaryOperator merge) {
    return of(start, add, merge, (value, elements) -> value);
  }

  /// The same with a last step.
  static Fold of(
      double start, DoubleBinaryOperator add, DoubleBinaryOperator merge, Finish finish) {
    return new NumberFold(start, add, merge, finish);
  }

  /// The sum of a function of each element, compensated: as exact as the built-in `sum`.
  static Fold sumOf(DoubleUnaryOperator term) {
    return sumOf(term, (sum, elements) -> sum);
  }

  /// The same with a last step, such as `(sum, elements) -> sum / elements`.
  static Fold sumOf(DoubleUnaryOperator term, Finish finish) {
    return new SumFold(term, finish);
  }

  /// The last step of a fold.
  @FunctionalInterface
  interface Finish {
    /// The result from the number and the count of all elements.
    double apply(double value, long elements);
  }
}
