package io.phalanx.shared.matrix;

import java.util.Arrays;
import java.util.stream.Collectors;

/// Element type of a matrix, little-endian.
///
/// float64 and float32 can be transformed in place; the integer types are inputs, which kernels
/// read as float64.
public enum DType {
  FLOAT64("float64", "<f8", Double.BYTES),
  FLOAT32("float32", "<f4", Float.BYTES),
  INT64("int64", "<i8", Long.BYTES),
  INT32("int32", "<i4", Integer.BYTES),
  UINT8("uint8", "|u1", Byte.BYTES);

  private final String label;
  private final String descr;
  private final int bytes;

  DType(String label, String descr, int bytes) {
    this.label = label;
    this.descr = descr;
    this.bytes = bytes;
  }

  /// NumPy's name of the type, such as `float64`.
  public String label() {
    return label;
  }

  /// The `descr` entry of a `.npy` header, such as `<f8`.
  public String descr() {
    return descr;
  }

  /// Size of one element in bytes.
  public int bytes() {
    return bytes;
  }

  /// True for float64 and float32.
  public boolean isFloat() {
    return this == FLOAT64 || this == FLOAT32;
  }

  /// The type of this name.
  ///
  /// @throws IllegalArgumentException if there is none
  public static DType ofLabel(String label) {
    return Arrays.stream(values())
        .filter(dtype -> dtype.label.equals(label))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "unknown dtype: dtype=" + label + ", known=" + knownLabels()));
  }

  private static String knownLabels() {
    return Arrays.stream(values()).map(DType::label).collect(Collectors.joining(","));
  }
}
