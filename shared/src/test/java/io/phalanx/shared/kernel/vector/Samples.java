package io.phalanx.shared.kernel.vector;

import io.phalanx.shared.matrix.DType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Runs of elements for tests: edge cases first, then seeded values of every magnitude.
public final class Samples {
  /// Lengths that straddle every vector width.
  public static final List<Integer> LENGTHS = List.of(0, 1, 3, 4, 7, 8, 9, 63, 64, 65, 1000);

  private static final double[] EDGES = {
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    0.0,
    -0.0,
    1.0,
    -1.0,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    Double.MIN_NORMAL,
    -Double.MIN_NORMAL,
    Math.nextDown(Double.MIN_NORMAL),
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    709.782712893384,
    709.7827128933841,
    710.0,
    -708.4,
    -744.44,
    -745.13,
    -745.14,
    -746.0,
    1e-300,
    0.55,
    -0.55,
    19.0,
    -19.0,
    20.0,
    88.7,
    -87.4,
    -103.9,
    3.0e38,
    -3.0e38,
    1e-45,
    0.5,
    -0.5,
    Math.nextDown(1.0),
    Math.nextUp(1.0),
    0.7071067811865476,
    1.4142135623730951
  };

  private Samples() {}

  /// Memory for n elements.
  public static MemorySegment memory(DType type, long n) {
    return Arena.ofAuto().allocate(n * type.bytes(), 8);
  }

  /// n elements of a type.
  public static MemorySegment of(DType type, int n, long seed) {
    Random random = new Random(seed);
    MemorySegment run = memory(type, n);
    int rotation = random.nextInt(EDGES.length);
    for (int i = 0; i < n; i++) {
      if (type.isFloat()) {
        boolean edge = i < 2 * EDGES.length && i % 2 == 0;
        double x = edge ? EDGES[(i / 2 + rotation) % EDGES.length] : value(random, type);
        Elements.put(run, type, i, x);
      } else {
        for (int b = 0; b < type.bytes(); b++) {
          run.set(ValueLayout.JAVA_BYTE, i * type.bytes() + b, (byte) random.nextInt());
        }
      }
    }
    return run;
  }

  /// n elements of a type without NaN, infinities and extremes.
  public static MemorySegment moderate(DType type, int n, long seed) {
    Random random = new Random(seed);
    MemorySegment run = memory(type, n);
    for (int i = 0; i < n; i++) {
      if (type.isFloat()) {
        Elements.put(run, type, i, random.nextGaussian() * 3);
      } else {
        run.set(ValueLayout.JAVA_BYTE, (long) i * type.bytes(), (byte) random.nextInt());
      }
    }
    return run;
  }

  private static double value(Random random, DType type) {
    return switch (random.nextInt(4)) {
      case 0 ->
          type == DType.FLOAT32
              ? Float.intBitsToFloat(random.nextInt())
              : Double.longBitsToDouble(random.nextLong());
      case 1 -> random.nextGaussian() * 3;
      case 2 -> (random.nextDouble() - 0.5) * 1500;
      default -> (random.nextDouble() - 0.5) * 2;
    };
  }

  /// A copy of a run in memory of its own.
  public static MemorySegment copy(MemorySegment run) {
    return Arena.ofAuto().allocate(run.byteSize(), 8).copyFrom(run);
  }

  /// The bits of every element, all NaN alike.
  public static List<Long> bits(MemorySegment run, DType type) {
    List<Long> bits = new ArrayList<>();
    for (long i = 0; i < run.byteSize() / type.bytes(); i++) {
      bits.add(Double.doubleToLongBits(Elements.get(run, type, i)));
    }
    return bits;
  }

  /// How many numbers of a float type two values lie apart; two NaN are 0 apart, NaN and a number
  /// infinitely far.
  public static double distance(double a, double b, DType type) {
    if (Double.isNaN(a) || Double.isNaN(b)) {
      return Double.isNaN(a) && Double.isNaN(b) ? 0 : Double.POSITIVE_INFINITY;
    }
    return type == DType.FLOAT32
        ? Math.abs((double) ordinal((float) a) - ordinal((float) b))
        : Math.abs((double) (ordinal(a) - ordinal(b)));
  }

  private static long ordinal(double x) {
    long bits = Double.doubleToRawLongBits(x);
    return bits < 0 ? Long.MIN_VALUE - bits : bits;
  }

  private static long ordinal(float x) {
    int bits = Float.floatToRawIntBits(x);
    return bits < 0 ? Integer.MIN_VALUE - bits : bits;
  }
}
