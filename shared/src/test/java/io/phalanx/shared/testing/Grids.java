package io.phalanx.shared.testing;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import java.lang.foreign.Arena;
import java.util.Random;

/// Seeded matrices in memory.
public final class Grids {
  private Grids() {}

  /// A matrix of zeros.
  public static Grid empty(long rows, long cols, DType type) {
    return new Grid(Arena.ofAuto().allocate(rows * cols * type.bytes(), 64), rows, cols, type);
  }

  /// Elements of any bits; floats mostly near one, some of them edges where asked for.
  public static Grid random(long rows, long cols, DType type, long seed, boolean edges) {
    Random random = new Random(seed);
    Grid grid = empty(rows, cols, type);
    for (long i = 0; i < grid.elements(); i++) {
      double value = edges && random.nextInt(20) == 0 ? edge(random) : random.nextGaussian();
      switch (type) {
        case FLOAT64 -> grid.memory().setAtIndex(JAVA_DOUBLE, i, value);
        case FLOAT32 -> grid.memory().setAtIndex(JAVA_FLOAT, i, (float) value);
        case INT64, INT32, UINT8 -> {
          for (int k = 0; k < type.bytes(); k++) {
            grid.memory().set(JAVA_BYTE, i * type.bytes() + k, (byte) random.nextInt());
          }
        }
      }
    }
    return grid;
  }

  private static double edge(Random random) {
    return switch (random.nextInt(7)) {
      case 0 -> Double.NaN;
      case 1 -> Double.POSITIVE_INFINITY;
      case 2 -> -0.0;
      case 3 -> Double.MIN_VALUE;
      case 4 -> Double.MAX_VALUE;
      case 5 -> Double.longBitsToDouble(random.nextLong());
      default -> 1e-300;
    };
  }
}
