package io.phalanx.shared.kernel.vector;

import static io.phalanx.shared.kernel.vector.WideLanes.constant;

import jdk.incubator.vector.DoubleVector;

/// `c(r) = r coth(r / 2)`, with which `e^r = (c + r) / (c - r)`: the exponential as a fraction, for
/// functions that divide anyway.
///
/// c is even: `2 + r² K(r²)`, with K of degree 4 (own minimax fit, e^r to 2^-62 where r is within
/// half of ln 2).
final class HalfCotangent {
  private static final DoubleVector K0 = constant(0x1.555555555552fp-3);
  private static final DoubleVector K1 = constant(-0x1.6c16c16bdc079p-9);
  private static final DoubleVector K2 = constant(0x1.1566aac5c08bcp-14);
  private static final DoubleVector K3 = constant(-0x1.bbd3b5ecc9472p-20);
  private static final DoubleVector K4 = constant(0x1.634d40348f4c5p-25);

  private HalfCotangent() {}

  /// `K(z)`.
  static DoubleVector series(DoubleVector z) {
    DoubleVector w = z.mul(z);
    return K4.fma(w, z.fma(K3, K2)).fma(w, z.fma(K1, K0));
  }
}
