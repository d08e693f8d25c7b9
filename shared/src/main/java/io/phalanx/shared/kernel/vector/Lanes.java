package io.phalanx.shared.kernel.vector;

import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// The vector shape of most kernels: the machine's own, but at most 256 bits, because wider vectors
/// gain nothing where memory is the limit. [WideLanes] is for long arithmetic.
///
/// Full speed needs fused multiply-add, and on x86 AVX2: without them the results are the same, but
/// the compiler makes objects of vectors.
public final class Lanes {
  /// Vectors of float64.
  public static final VectorSpecies<Double> DOUBLES = VectorSpecies.of(double.class, shape());

  /// Vectors of float32, as wide in bytes as [#DOUBLES].
  public static final VectorSpecies<Float> FLOATS = VectorSpecies.of(float.class, shape());

  /// Vectors of float32 with as many lanes as [#DOUBLES], for arithmetic in float64.
  public static final VectorSpecies<Float> NARROW_FLOATS =
      VectorSpecies.of(float.class, VectorShape.forBitSize(DOUBLES.length() * Float.SIZE));

  /// Byte order of matrix files.
  public static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

  /// float64 in one vector; a power of two.
  public static final int DOUBLE_LANES = DOUBLES.length();

  /// float32 in one vector; a power of two.
  public static final int FLOAT_LANES = FLOATS.length();

  private Lanes() {}

  private static VectorShape shape() {
    int bits = Math.clamp(VectorShape.preferredShape().vectorBitSize(), 128, 256);
    return VectorShape.forBitSize(bits);
  }

  /// The float64 vector of a narrow float32 vector.
  public static DoubleVector widen(FloatVector narrow) {
    return (DoubleVector) narrow.convertShape(VectorOperators.F2D, DOUBLES, 0);
  }

  /// The narrow float32 vector nearest to a float64 vector.
  public static FloatVector narrow(DoubleVector wide) {
    return (FloatVector) wide.convertShape(VectorOperators.D2F, NARROW_FLOATS, 0);
  }
}
