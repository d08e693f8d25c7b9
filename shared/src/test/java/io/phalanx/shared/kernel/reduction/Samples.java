package io.phalanx.shared.kernel.reduction;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import java.util.function.DoubleSupplier;

/// Seeded elements, and grids that hold them.
final class Samples {
  static final int[] LENGTHS = {0, 1, 3, 4, 7, 8, 9, 15, 16, 17, 63, 64, 65, 1000, 32768};

  private static final double[] EDGES = {
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    0.0,
    -0.0,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    Double.MIN_NORMAL,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    1.0,
    -1.0
  };

  private Samples() {}

  static double[] normal(int count, long seed) {
    Random random = new Random(seed);
    return fill(count, random::nextGaussian);
  }

  static double[] uniform(int count, long seed) {
    Random random = new Random(seed);
    return fill(count, random::nextDouble);
  }

  /// Any of the 2^64 bit patterns.
  static double[] bits(int count, long seed) {
    Random random = new Random(seed);
    return fill(count, () -> Double.longBitsToDouble(random.nextLong()));
  }

  /// Only edges, few of them NaN or infinite.
  static double[] edges(int count, long seed) {
    Random random = new Random(seed);
    return fill(count, () -> EDGES[random.nextInt(random.nextInt(50) == 0 ? 0 : 3, EDGES.length)]);
  }

  /// Numbers of very different size that mostly cancel.
  static double[] cancelling(int count, long seed) {
    Random random = new Random(seed);
    double[] values = new double[count];
    for (int i = 0; i + 1 < count; i += 2) {
      double big = Math.scalb(random.nextGaussian(), random.nextInt(20));
      values[i] = big;
      values[i + 1] = -big + random.nextGaussian() * 1e-6;
    }
    for (int i = count - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      double kept = values[i];
      values[i] = values[j];
      values[j] = kept;
    }
    return values;
  }

  private static double[] fill(int count, DoubleSupplier supplier) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = supplier.getAsDouble();
    }
    return values;
  }

  static Grid grid(double[] values, long rows, long cols) {
    return grid(values, rows, cols, DType.FLOAT64);
  }

  /// Values converted to an element type as Java's casts do.
  static Grid grid(double[] values, long rows, long cols, DType type) {
    MemorySegment memory = Arena.ofAuto().allocate(rows * cols * type.bytes(), 8);
    for (int i = 0; i < rows * cols; i++) {
      switch (type) {
        case FLOAT64 -> memory.setAtIndex(JAVA_DOUBLE, i, values[i]);
        case FLOAT32 -> memory.setAtIndex(JAVA_FLOAT, i, (float) values[i]);
        case INT64 -> memory.setAtIndex(JAVA_LONG, i, (long) values[i]);
        case INT32 -> memory.setAtIndex(JAVA_INT, i, (int) values[i]);
        case UINT8 -> memory.setAtIndex(JAVA_BYTE, i, (byte) values[i]);
      }
    }
    return new Grid(memory, rows, cols, type);
  }
}
