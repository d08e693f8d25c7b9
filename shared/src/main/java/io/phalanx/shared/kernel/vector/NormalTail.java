package io.phalanx.shared.kernel.vector;

import static io.phalanx.shared.kernel.vector.WideLanes.constant;

import jdk.incubator.vector.DoubleVector;

/// `N(v) = (t + 4) Φ(-t) e^(t²/2)` as a polynomial in `v = t / (t + 4) - ½`, for t from 0 to 39.5:
/// `C0 + C1 v + v² B(v)` of degree 23 (own minimax fit to 2^-59; see [Gelu]).
final class NormalTail {
  static final DoubleVector C0 = constant(0x1.82b4bb8c94dcep-1);
  static final DoubleVector C1 = constant(-0x1.373e3a893c28ap+0);
  private static final DoubleVector C2 = constant(0x1.8c6dbf2cfc2b4p+0);
  private static final DoubleVector C3 = constant(-0x1.7dff2bff68397p+0);
  private static final DoubleVector C4 = constant(0x1.eec4cc3e4d268p-1);
  private static final DoubleVector C5 = constant(-0x1.ee2761047fb30p-3);
  private static final DoubleVector C6 = constant(-0x1.c81719d547894p-3);
  private static final DoubleVector C7 = constant(0x1.ab825fc1190efp-3);
  private static final DoubleVector C8 = constant(0x1.17a4ae3080b46p-5);
  private static final DoubleVector C9 = constant(-0x1.e4a42575c125bp-4);
  private static final DoubleVector C10 = constant(-0x1.001e537d948ccp-9);
  private static final DoubleVector C11 = constant(0x1.26d099fd61429p-4);
  private static final DoubleVector C12 = constant(0x1.80b22587bc0f0p-9);
  private static final DoubleVector C13 = constant(-0x1.8d4b29f8a8b2ap-5);
  private static final DoubleVector C14 = constant(-0x1.51e626b39550cp-7);
  private static final DoubleVector C15 = constant(0x1.1236eee0612a9p-5);
  private static final DoubleVector C16 = constant(0x1.23434699f881ap-6);
  private static final DoubleVector C17 = constant(-0x1.4cebf369b6f1ep-6);
  private static final DoubleVector C18 = constant(-0x1.6c434b9086feap-6);
  private static final DoubleVector C19 = constant(0x1.ce0eba86e23bbp-8);
  private static final DoubleVector C20 = constant(0x1.4aaf88800609bp-6);
  private static final DoubleVector C21 = constant(0x1.e514b845cfb86p-9);
  private static final DoubleVector C22 = constant(-0x1.4ce1a592d9bf6p-7);
  private static final DoubleVector C23 = constant(-0x1.725ecb6c2822bp-8);

  /// `N' / N` is within a tenth of `TILT0 + TILT1 v`, enough for a v that is a little off.
  static final DoubleVector TILT0 = constant(-1.6);

  static final DoubleVector TILT1 = constant(1.2);

  private NormalTail() {}

  /// `B(v)`, in Estrin's form.
  static DoubleVector bend(DoubleVector v) {
    DoubleVector v2 = v.mul(v);
    DoubleVector v4 = v2.mul(v2);
    DoubleVector v8 = v4.mul(v4);
    DoubleVector c29 =
        v.fma(C9, C8).fma(v2, v.fma(C7, C6)).fma(v4, v.fma(C5, C4).fma(v2, v.fma(C3, C2)));
    DoubleVector c1017 =
        v.fma(C17, C16).fma(v2, v.fma(C15, C14)).fma(v4, v.fma(C13, C12).fma(v2, v.fma(C11, C10)));
    DoubleVector c1823 = v.fma(C23, C22).fma(v4, v.fma(C21, C20).fma(v2, v.fma(C19, C18)));
    return c1823.fma(v8, c1017).fma(v8, c29);
  }
}
