package io.phalanx.shared.kernel.vector;

import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// The vector shape of long arithmetic on single elements: what the JVM prefers, up to 512 bits.
///
/// On a processor that halves such vectors the elementary functions still gain a fifth: half as
/// many instructions to fetch and constants to load for the same arithmetic. Where wide vectors
/// lower the clock by much, the JVM does not prefer them. Loops that are limited by memory or
/// arranged for a number of registers stay with [Lanes].
public final class WideLanes {
  /// Vectors of float64.
  public static final VectorSpecies<Double> DOUBLES = VectorSpecies.of(double.class, shape());

  /// Vectors of float32, as wide in bytes as [#DOUBLES].
  public static final VectorSpecies<Float> FLOATS = VectorSpecies.of(float.class, shape());

  /// Byte order of matrix files.
  public static final ByteOrder ORDER = Lanes.ORDER;

  /// float64 in one vector; a power of two, at least [Lanes#DOUBLE_LANES].
  public static final int DOUBLE_LANES = DOUBLES.length();

  /// float32 in one vector; a power of two.
  public static final int FLOAT_LANES = FLOATS.length();

  /// The bits of [#DOUBLES].
  static final VectorSpecies<Long> LONGS = VectorSpecies.of(long.class, shape());

  /// The sign bit of every float64.
  static final LongVector SIGN = LongVector.broadcast(LONGS, Long.MIN_VALUE);

  /// The sign bit of every float32.
  static final IntVector FLOAT_SIGN =
      IntVector.broadcast(VectorSpecies.of(int.class, shape()), Integer.MIN_VALUE);

  private WideLanes() {}

  private static VectorShape shape() {
    int bits = Math.clamp(VectorShape.preferredShape().vectorBitSize(), 128, 512);
    return VectorShape.forBitSize(bits);
  }

  static DoubleVector constant(double value) {
    return DoubleVector.broadcast(DOUBLES, value);
  }

  static FloatVector constant(float value) {
    return FloatVector.broadcast(FLOATS, value);
  }
}
