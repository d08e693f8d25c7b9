package io.phalanx.coordinator.bench;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;

/// One stream over memory, in blocks that pass through a small array: loops over arrays are what
/// the compiler vectorises by itself.
///
/// @param operation one of [#NAMES]
/// @param a factor of affine and scale
/// @param b summand of affine
record LimitStream(String operation, double a, double b) {
  static final Set<String> NAMES =
      Set.of("sum", "mean", "min", "max", "relu", "affine", "scale", "copy");

  private static final int BLOCK = 1024;

  /// True if the result is a number.
  static boolean reduces(String operation) {
    return Set.of("sum", "mean", "min", "max").contains(operation);
  }

  /// How the results of two parts become one.
  static DoubleBinaryOperator combine(String operation) {
    return switch (operation) {
      case "min" -> Math::min;
      case "max" -> Math::max;
      default -> Double::sum;
    };
  }

  /// Streams over all of it.
  ///
  /// @return the result of a reduction, else 0
  double run(MemorySegment from, MemorySegment to) {
    if (operation.equals("copy")) {
      to.copyFrom(from);
      return 0;
    }
    double[] block = new double[BLOCK];
    double result = operation.equals("min") ? Double.POSITIVE_INFINITY : 0;
    result = operation.equals("max") ? Double.NEGATIVE_INFINITY : result;
    long count = from.byteSize() / Double.BYTES;
    for (long first = 0; first < count; first += BLOCK) {
      int length = (int) Math.min(BLOCK, count - first);
      long at = first * Double.BYTES;
      MemorySegment.copy(from, ValueLayout.JAVA_DOUBLE, at, block, 0, length);
      if (reduces(operation)) {
        result = combine(operation).applyAsDouble(result, reduce(block, length));
      } else {
        map(block, length);
        MemorySegment.copy(block, 0, to, ValueLayout.JAVA_DOUBLE, at, length);
      }
    }
    return result;
  }

  private double reduce(double[] block, int length) {
    return switch (operation) {
      case "min" -> least(block, length);
      case "max" -> greatest(block, length);
      default -> sum(block, length);
    };
  }

  private void map(double[] block, int length) {
    if (operation.equals("relu")) {
      for (int i = 0; i < length; i++) {
        block[i] = Math.max(block[i], 0);
      }
    } else {
      for (int i = 0; i < length; i++) {
        block[i] = a * block[i] + b;
      }
    }
  }

  /// Four sums side by side: an addition waits for the one before.
  private static double sum(double[] block, int length) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < length; i += 4) {
      s0 += block[i];
      s1 += block[i + 1];
      s2 += block[i + 2];
      s3 += block[i + 3];
    }
    for (; i < length; i++) {
      s0 += block[i];
    }
    return s0 + s1 + s2 + s3;
  }

  private static double least(double[] block, int length) {
    double least = block[0];
    for (int i = 1; i < length; i++) {
      least = Math.min(least, block[i]);
    }
    return least;
  }

  private static double greatest(double[] block, int length) {
    double greatest = block[0];
    for (int i = 1; i < length; i++) {
      greatest = Math.max(greatest, block[i]);
    }
    return greatest;
  }
}
