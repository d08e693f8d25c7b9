package io.phalanx.shared.kernel.reduction;

/// Sums in about twice the precision: the plain sum in plane 0, the sum of its rounding errors in
/// plane 1.
///
/// The error of every addition `s = h + x` is computed exactly from six operations, whichever of h
/// and x is larger (D. E. Knuth, The Art of Computer Programming 2, section 4.2.2, theorem B):
///
/// ```text
/// s = h + x,  b = s - h,  error = (h - (s - b)) + (x - b)
/// ```
///
/// Ogita, Rump, Oishi, Accurate sum and dot product (2005), algorithm 4.4, bounds what is left.
abstract class CompensatedAccumulators extends Accumulators {
  static final int HIGH = 0;
  static final int LOW = 1;

  CompensatedAccumulators(int planes, boolean vectors) {
    super(planes, vectors);
  }

  @Override
  final void clearPlanes(int width) {
    fill(HIGH, width, 0.0);
    fill(LOW, width, 0.0);
  }

  /// Adds one number to accumulator c; what the vector loops do, in the same order.
  final void addScalar(int c, double x) {
    double h = get(HIGH, c);
    double s = h + x;
    double b = s - h;
    set(LOW, c, get(LOW, c) + ((h - (s - b)) + (x - b)));
    set(HIGH, c, s);
  }

  /// Sums the accumulators of one column, in order.
  final void sumColumn(Strip strip, int column, DoubleDouble total) {
    total.clear();
    for (int c = column; c < strip.width(); c += strip.cols()) {
      total.add(get(HIGH, c), get(LOW, c));
    }
  }
}
