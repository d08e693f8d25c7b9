package io.phalanx.shared.kernel.random;

/// Normal random numbers by the inverse of the distribution function.
///
/// Algorithm AS 241 (PPND16) of M. J. Wichura, "The Percentage Points of the Normal Distribution",
/// Applied Statistics 37 (1988) 477-484; relative accuracy about 1e-16. The coefficients are the
/// printed ones, rounded to float64. Its operations round the same way on every machine: sums,
/// products, quotients, and StrictMath.
final class InverseNormal implements Draw {
  private static final double[] A = {
    3.3871328727963665, 133.14166789178438, 1971.5909503065513,
    13731.69376550946, 45921.95393154987, 67265.7709270087,
    33430.57558358813, 2509.0809287301227
  };
  private static final double[] B = {
    1.0, 42.31333070160091, 687.1870074920579,
    5394.196021424751, 21213.794301586597, 39307.89580009271,
    28729.085735721943, 5226.495278852854
  };
  private static final double[] C = {
    1.4234371107496835, 4.630337846156546, 5.769497221460691,
    3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
    0.022723844989269184, 0.0007745450142783414
  };
  private static final double[] D = {
    1.0, 2.053191626637759, 1.6763848301838038,
    0.6897673349851, 0.14810397642748008, 0.015198666563616457,
    0.0005475938084995345, 1.0507500716444169e-09
  };
  private static final double[] E = {
    6.657904643501103, 5.463784911164114, 1.7848265399172913,
    0.29656057182850487, 0.026532189526576124, 0.0012426609473880784,
    2.7115555687434876e-05, 2.0103343992922881e-07
  };
  private static final double[] F = {
    1.0, 0.599832206555888, 0.1369298809227358,
    0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-05,
    1.421511758316446e-07, 2.0442631033899397e-15
  };

  /// The normal number at probability `((bits >>> 11) + 0.5) 2^-53`.
  ///
  /// That probability needs one bit more than a float64 has, so its distance from one half is
  /// computed instead, which is exact; no draw is infinite.
  @Override
  public double of(long bits) {
    long distance = (bits >>> 11) - (1L << 52);
    return atDistance((distance + 0.5) * STEP);
  }

  @Override
  public void of(long[] words, int first, int count, double[] values) {
    for (int i = 0; i < count; i++) {
      values[i] = of(words[first + i]);
    }
  }

  /// The normal number at probability `0.5 + q`.
  private static double atDistance(double q) {
    if (Math.abs(q) <= 0.425) {
      double r = 0.180625 - q * q;
      return q * polynomial(A, r) / polynomial(B, r);
    }
    double tail = 0.5 - Math.abs(q);
    double r = StrictMath.sqrt(-StrictMath.log(tail));
    double magnitude =
        r <= 5
            ? polynomial(C, r - 1.6) / polynomial(D, r - 1.6)
            : polynomial(E, r - 5) / polynomial(F, r - 5);
    return Math.copySign(magnitude, q);
  }

  /// In pairs instead of one after the other: half the latency.
  private static double polynomial(double[] c, double r) {
    double r2 = r * r;
    double r4 = r2 * r2;
    double low = (c[0] + c[1] * r) + (c[2] + c[3] * r) * r2;
    double high = (c[4] + c[5] * r) + (c[6] + c[7] * r) * r2;
    return low + high * r4;
  }
}
