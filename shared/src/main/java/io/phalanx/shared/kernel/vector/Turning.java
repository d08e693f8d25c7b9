package io.phalanx.shared.kernel.vector;

import static io.phalanx.shared.kernel.vector.Elements.FLOAT32;
import static io.phalanx.shared.kernel.vector.Elements.FLOAT64;
import static io.phalanx.shared.kernel.vector.Elements.INT32;
import static io.phalanx.shared.kernel.vector.Elements.INT64;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.matrix.DType;
import java.lang.foreign.MemorySegment;

/// Turns rows that are too short for vectors into long ones: the elements of a column of the matrix
/// become neighbours, as float64, and go back.
///
/// ```text
/// row 0:  a b c                 a d g j ...
/// row 1:  d e f      turned:    b e h k ...
/// row 2:  g h i                 c f i l ...
/// ```
public final class Turning {
  private static final MemorySegment ALL = Memory.ALL;

  private Turning() {}

  /// Writes each column of some rows as a row of float64.
  ///
  /// @param type of the elements at `source`, whose rows lie one behind the other
  /// @param target address of row 0 of the turned block; shares no memory with the source
  /// @param targetStride distance of its rows in float64
  public static void toDoubles(DType type, Rows source, long target, int targetStride) {
    long rowBytes = (long) source.cols * type.bytes();
    for (int j = 0; j < source.cols; j++) {
      long from = source.address + (long) j * type.bytes();
      long to = target + (long) j * targetStride * Double.BYTES;
      switch (type) {
        case FLOAT64 -> fromDoubles(from, rowBytes, to, source.rows);
        case FLOAT32 -> fromFloats(from, rowBytes, to, source.rows);
        case INT64 -> fromLongs(from, rowBytes, to, source.rows);
        case INT32 -> fromInts(from, rowBytes, to, source.rows);
        case UINT8 -> fromBytes(from, rowBytes, to, source.rows);
      }
    }
  }

  /// Writes the rows of a turned block as columns, rounded to float32 if that is the type.
  ///
  /// @param source address of row 0 of the turned block
  /// @param sourceStride distance of its rows in float64
  /// @param type FLOAT64 or FLOAT32, of the elements at `target`
  public static void fromDoubles(long source, int sourceStride, DType type, Rows target) {
    long rowBytes = (long) target.cols * type.bytes();
    for (int j = 0; j < target.cols; j++) {
      long from = source + (long) j * sourceStride * Double.BYTES;
      long to = target.address + (long) j * type.bytes();
      if (type == DType.FLOAT64) {
        toDoubles(from, to, rowBytes, target.rows);
      } else {
        toFloats(from, to, rowBytes, target.rows);
      }
    }
  }

  /// Rows that lie one behind the other.
  public record Rows(long address, int rows, int cols) {}

  private static void fromDoubles(long source, long stride, long target, int n) {
    for (int i = 0; i < n; i++) {
      ALL.set(FLOAT64, target + (long) i * Double.BYTES, ALL.get(FLOAT64, source + i * stride));
    }
  }

  private static void fromFloats(long source, long stride, long target, int n) {
    for (int i = 0; i < n; i++) {
      ALL.set(FLOAT64, target + (long) i * Double.BYTES, ALL.get(FLOAT32, source + i * stride));
    }
  }

  private static void fromLongs(long source, long stride, long target, int n) {
    for (int i = 0; i < n; i++) {
      double value = (double) ALL.get(INT64, source + i * stride);
      ALL.set(FLOAT64, target + (long) i * Double.BYTES, value);
    }
  }

  private static void fromInts(long source, long stride, long target, int n) {
    for (int i = 0; i < n; i++) {
      ALL.set(FLOAT64, target + (long) i * Double.BYTES, ALL.get(INT32, source + i * stride));
    }
  }

  private static void fromBytes(long source, long stride, long target, int n) {
    for (int i = 0; i < n; i++) {
      double value = Byte.toUnsignedInt(ALL.get(JAVA_BYTE, source + i * stride));
      ALL.set(FLOAT64, target + (long) i * Double.BYTES, value);
    }
  }

  private static void toDoubles(long source, long target, long stride, int n) {
    for (int i = 0; i < n; i++) {
      ALL.set(FLOAT64, target + i * stride, ALL.get(FLOAT64, source + (long) i * Double.BYTES));
    }
  }

  private static void toFloats(long source, long target, long stride, int n) {
    for (int i = 0; i < n; i++) {
      double value = ALL.get(FLOAT64, source + (long) i * Double.BYTES);
      ALL.set(FLOAT32, target + i * stride, (float) value);
    }
  }
}
