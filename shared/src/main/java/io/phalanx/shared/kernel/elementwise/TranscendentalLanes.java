package io.phalanx.shared.kernel.elementwise;

import io.phalanx.shared.kernel.vector.Exponential;
import io.phalanx.shared.kernel.vector.FloatExponential;
import io.phalanx.shared.kernel.vector.FloatLogistic;
import io.phalanx.shared.kernel.vector.FloatTangent;
import io.phalanx.shared.kernel.vector.HugeAngles;
import io.phalanx.shared.kernel.vector.HyperbolicTangent;
import io.phalanx.shared.kernel.vector.Logarithm;
import io.phalanx.shared.kernel.vector.Logistic;
import io.phalanx.shared.kernel.vector.Outliers;
import io.phalanx.shared.kernel.vector.Sinusoid;
import io.phalanx.shared.kernel.vector.Softplus;

/// The lane functions of [TranscendentalOperations], apart from it: a process without the Vector
/// API lists operations and runs scalar kernels, and must never load what is here.
final class TranscendentalLanes {
  static final LaneFunctions.DoubleUnary SIGMOID = (x, a, b) -> Logistic.sigmoid(x);
  static final LaneFunctions.FloatUnary SIGMOID_FLOAT = (x, a, b) -> FloatLogistic.sigmoid(x);
  static final LaneFunctions.DoubleUnary TANH = (x, a, b) -> HyperbolicTangent.tanh(x);
  static final LaneFunctions.FloatUnary TANH_FLOAT = (x, a, b) -> FloatTangent.tanh(x);
  static final LaneFunctions.DoubleUnary EXP = (x, a, b) -> Exponential.exp(x);
  static final LaneFunctions.FloatUnary EXP_FLOAT = (x, a, b) -> FloatExponential.exp(x);
  static final LaneFunctions.DoubleUnary EXPM1 = (x, a, b) -> Exponential.expm1(x);
  static final LaneFunctions.DoubleUnary LOG = (x, a, b) -> Logarithm.log(x);
  static final LaneFunctions.DoubleUnary LOG1P = (x, a, b) -> Logarithm.log1p(x);
  static final LaneFunctions.DoubleUnary SOFTPLUS = (x, a, b) -> Softplus.softplus(x);
  static final LaneFunctions.DoubleUnary SIN = (x, a, b) -> Sinusoid.sin(x);
  static final LaneFunctions.DoubleUnary COS = (x, a, b) -> Sinusoid.cos(x);

  static final Outliers HUGE_SIN = new Outliers(Sinusoid.LIMIT, HugeAngles::sin);
  static final Outliers HUGE_COS = new Outliers(Sinusoid.LIMIT, HugeAngles::cos);

  private TranscendentalLanes() {}
}
