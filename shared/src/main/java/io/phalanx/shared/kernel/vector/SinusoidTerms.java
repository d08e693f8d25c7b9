package io.phalanx.shared.kernel.vector;

/// The numbers that [Sinusoid] and its scalar part [HugeAngles] share.
final class SinusoidTerms {
  /// π/2 as a sum of three float64.
  static final double P1 = 0x1.921fb54442d18p+0;

  static final double P2 = 0x1.1a62633145c07p-54;
  static final double P3 = -0x1.f1976b7ed8fbcp-110;

  /// `sin r = r + r³ S(r²)`.
  static final double S0 = -0x1.5555555555549p-3;

  static final double S1 = 0x1.111111110f887p-7;
  static final double S2 = -0x1.a01a019c12fd0p-13;
  static final double S3 = 0x1.71de3578c2d81p-19;
  static final double S4 = -0x1.ae5e66f1e95c2p-26;
  static final double S5 = 0x1.5d932fce44e9ep-33;

  /// `cos r = 1 - r²/2 + r⁴ C(r²)`.
  static final double C0 = 0x1.555555555554cp-5;

  static final double C1 = -0x1.6c16c16c15183p-10;
  static final double C2 = 0x1.a01a019cb23a9p-16;
  static final double C3 = -0x1.27e4f80a49a33p-22;
  static final double C4 = 0x1.1ee9ec2551498p-29;
  static final double C5 = -0x1.8faebb964bbbdp-37;

  private SinusoidTerms() {}
}
