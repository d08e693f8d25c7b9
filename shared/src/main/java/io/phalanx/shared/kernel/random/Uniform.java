package io.phalanx.shared.kernel.random;

import io.phalanx.shared.kernel.Params;

/// `low + (high - low) u`, where u is a multiple of 2^-53 from 0 on and below 1: NumPy's
/// `Generator.uniform`, bit for bit.
record Uniform(double low, double range) implements Draw {
  /// The draw of the parameters `low` and `high`.
  ///
  /// @throws IllegalArgumentException if they are out of order, infinite or too far apart
  static Uniform of(Params params) {
    double low = params.number("low");
    double high = params.number("high");
    double range = high - low;
    if (!(range >= 0) || Double.isInfinite(range)) {
      throw new IllegalArgumentException(
          "range must be finite and in order: operation=uniform, low=" + low + ", high=" + high);
    }
    return new Uniform(low, range);
  }

  @Override
  public double of(long bits) {
    return low + range * ((bits >>> 11) * STEP);
  }

  @Override
  public void of(long[] words, int first, int count, double[] values) {
    for (int i = 0; i < count; i++) {
      values[i] = of(words[first + i]);
    }
  }
}
