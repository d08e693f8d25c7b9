package io.phalanx.shared.kernel.elementwise;

import io.phalanx.shared.kernel.vector.Exponential;
import io.phalanx.shared.kernel.vector.HyperbolicTangent;
import io.phalanx.shared.kernel.vector.Logarithm;
import io.phalanx.shared.kernel.vector.Logistic;

/// The lane functions of [TranscendentalOperations], apart from it: a process without the Vector
/// API lists operations and runs scalar kernels, and must never load what is here.
final class TranscendentalLanes {
  static final LaneFunctions.DoubleUnary SIGMOID = (x, a, b) -> Logistic.sigmoid(x);
  static final LaneFunctions.DoubleUnary TANH = (x, a, b) -> HyperbolicTangent.tanh(x);
  static final LaneFunctions.DoubleUnary EXP = (x, a, b) -> Exponential.exp(x);
  static final LaneFunctions.DoubleUnary LOG = (x, a, b) -> Logarithm.log(x);

  private TranscendentalLanes() {}
}
