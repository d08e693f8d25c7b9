package io.phalanx.coordinator.jobs;

import io.phalanx.shared.matrix.DType;
import java.util.Set;

/// The options of a job request: how to run it, beside what to compute.
public final class JobOptions {
  /// Size of a tile in KiB.
  public static final String TILE_KIB = "tileKib";

  /// Shape of a fill without a matrix, `ROWSxCOLS`.
  public static final String SHAPE = "shape";

  /// Element type of a fill without a matrix.
  public static final String DTYPE = "dtype";

  /// `true` to sync the output to the disk at the end.
  public static final String DURABLE = "durable";

  static final Set<String> KNOWN = Set.of(TILE_KIB, SHAPE, DTYPE, DURABLE);

  private JobOptions() {}

  /// Reads `ROWSxCOLS`.
  ///
  /// @throws IllegalArgumentException if the text is anything else
  public static JobRecord.Shape shape(String text, String dtype) {
    String[] sides = text.split("x", -1);
    if (sides.length != 2 || !sides[0].matches("\\d{1,18}") || !sides[1].matches("\\d{1,18}")) {
      throw new IllegalArgumentException(
          "unreadable shape: shape=" + text + ", wanted=ROWSxCOLS such as 4096x4096");
    }
    long rows = Long.parseLong(sides[0]);
    long cols = Long.parseLong(sides[1]);
    DType type = DType.ofLabel(dtype);
    if (!type.isFloat()) {
      throw new IllegalArgumentException(
          "not a type to compute in: dtype=" + dtype + ", wanted=float64 or float32");
    }
    try {
      Math.multiplyExact(Math.multiplyExact(rows, cols), type.bytes());
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("shape too large: shape=" + text, e);
    }
    return new JobRecord.Shape(rows, cols, type);
  }

  static int integer(String name, String text, int min, int max) {
    if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < min || Integer.parseInt(text) > max) {
      throw new IllegalArgumentException(
          "option out of range: " + name + "=" + text + ", min=" + min + ", max=" + max);
    }
    return Integer.parseInt(text);
  }
}
