package io.phalanx.shared.kernel.elementwise;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;

/// The lane functions of [BinaryOperations], apart from it: a process without the Vector API lists
/// operations and runs scalar kernels, and must never load what is here.
final class BinaryLanes {
  static final LaneFunctions.DoubleBinary ADD = DoubleVector::add;
  static final LaneFunctions.FloatBinary ADD_FLOAT = FloatVector::add;
  static final LaneFunctions.DoubleBinary SUB = DoubleVector::sub;
  static final LaneFunctions.FloatBinary SUB_FLOAT = FloatVector::sub;
  static final LaneFunctions.DoubleBinary MUL = DoubleVector::mul;
  static final LaneFunctions.FloatBinary MUL_FLOAT = FloatVector::mul;
  static final LaneFunctions.DoubleBinary DIV = DoubleVector::div;
  static final LaneFunctions.FloatBinary DIV_FLOAT = FloatVector::div;
  static final LaneFunctions.DoubleBinary MIN = (x, y) -> x.min(y);
  static final LaneFunctions.FloatBinary MIN_FLOAT = (x, y) -> x.min(y);
  static final LaneFunctions.DoubleBinary MAX = (x, y) -> x.max(y);
  static final LaneFunctions.FloatBinary MAX_FLOAT = (x, y) -> x.max(y);

  private BinaryLanes() {}
}
