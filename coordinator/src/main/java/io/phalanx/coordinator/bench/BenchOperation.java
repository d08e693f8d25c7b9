package io.phalanx.coordinator.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/// What is measured.
///
/// In place, an operation is done again and again to what it made before. That is chosen so that
/// every contender always meets plain numbers: sigmoid, tanh, softmax, relu and standardize settle
/// in a range far from overflow and from subnormals, and affine turns x into 1 - x and back. Only
/// exp runs away, so its input is restored before each run.
public enum BenchOperation {
  SIGMOID("sigmoid", Form.IN_PLACE),
  TANH("tanh", Form.IN_PLACE),
  EXP("exp", Form.IN_PLACE),
  SOFTMAX("softmax", Form.IN_PLACE),
  STANDARDIZE("standardize", Form.IN_PLACE),
  RELU("relu", Form.IN_PLACE),
  AFFINE("affine", Form.IN_PLACE),
  SCALE("affine", Form.OUT_OF_PLACE),
  /// What the machine can do at most out of place; no operation of this project.
  COPY("", Form.OUT_OF_PLACE),
  SUM("sum", Form.REDUCTION),
  MEAN("mean", Form.REDUCTION),
  MIN("min", Form.REDUCTION),
  MAX("max", Form.REDUCTION),
  MATMUL("matmul", Form.PRODUCT);

  private final String phalanxName;
  private final Form form;

  BenchOperation(String phalanxName, Form form) {
    this.phalanxName = phalanxName;
    this.form = form;
  }

  /// Where the result goes.
  public enum Form {
    IN_PLACE,
    OUT_OF_PLACE,
    REDUCTION,
    PRODUCT
  }

  /// Its name on the command line and in reports.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The operation of that label.
  ///
  /// @throws IllegalArgumentException if there is none
  public static BenchOperation ofLabel(String label) {
    return Arrays.stream(values())
        .filter(operation -> operation.label().equals(label))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "no operation of the benchmark: op="
                    + label
                    + ", known="
                    + Arrays.stream(values()).map(BenchOperation::label).toList()));
  }

  /// Its name among the operations of this project; empty if it is none.
  String phalanxName() {
    return phalanxName;
  }

  public Form form() {
    return form;
  }

  /// True if its input is restored before each run.
  boolean drifts() {
    return this == EXP;
  }

  /// Factor of affine and scale.
  double a() {
    return this == AFFINE ? -1 : 1.5;
  }

  /// Summand of affine.
  double b() {
    return this == AFFINE ? 1 : 0;
  }

  /// Its parameters as this project takes them.
  Map<String, String> params() {
    return switch (this) {
      case AFFINE, SCALE -> Map.of("a", String.valueOf(a()), "b", String.valueOf(b()));
      case SUM, MEAN, MIN, MAX -> Map.of("axis", "all");
      default -> Map.of();
    };
  }

  /// Bytes that it must at least read and write over so many bytes of input; 0 where arithmetic,
  /// not memory, is what it takes.
  public long trafficBytes(long inputBytes) {
    return switch (form) {
      case IN_PLACE, OUT_OF_PLACE -> 2 * inputBytes;
      case REDUCTION -> inputBytes;
      case PRODUCT -> 0;
    };
  }
}
