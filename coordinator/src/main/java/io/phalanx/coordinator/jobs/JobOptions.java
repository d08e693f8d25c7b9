package io.phalanx.coordinator.jobs;

import io.phalanx.shared.matrix.DType;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

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

  private static final Set<String> KNOWN = new TreeSet<>(Set.of(TILE_KIB, SHAPE, DTYPE, DURABLE));

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

  /// Checks that every option is one there is, and those that say yes or no say one of the two.
  ///
  /// @throws IllegalArgumentException if not: what is misspelt must not count as not given
  static void check(Map<String, String> options) {
    for (String name : options.keySet()) {
      if (!KNOWN.contains(name)) {
        throw new IllegalArgumentException("unknown option: name=" + name + ", known=" + KNOWN);
      }
    }
    String durable = options.getOrDefault(DURABLE, "false");
    if (!durable.equals("true") && !durable.equals("false")) {
      throw new IllegalArgumentException(
          "unreadable option: " + DURABLE + "=" + durable + ", wanted=true or false");
    }
  }

  static int integer(String name, String text, int min, int max) {
    if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < min || Integer.parseInt(text) > max) {
      throw new IllegalArgumentException(
          "option out of range: " + name + "=" + text + ", min=" + min + ", max=" + max);
    }
    return Integer.parseInt(text);
  }
}
