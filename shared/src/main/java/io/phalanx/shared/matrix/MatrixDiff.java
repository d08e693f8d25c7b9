package io.phalanx.shared.matrix;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where two matrices differ.
///
/// @param mismatch what keeps them from being compared, such as different shapes; else null
/// @param elements number of elements compared
/// @param differing number of elements that differ
/// @param places the first of these, at most [#PLACES_MAX]
/// @param ulpMax largest distance of two elements, tolerated or not; see [Ulps]
public record MatrixDiff(
    @Nullable String mismatch, long elements, long differing, List<Place> places, long ulpMax) {
  /// How many places are kept.
  public static final int PLACES_MAX = 10;

  /// One element that differs.
  ///
  /// @param row its row
  /// @param col its column
  /// @param left its value in the first matrix, exactly, as decimal text
  /// @param right its value in the second
  /// @param ulp distance of the two; 0 where only the bits differ (signed zeros, NaN payloads)
  public record Place(long row, long col, String left, String right, long ulp) {}

  /// Compares bit by bit: 0.0 and -0.0 differ, and so do NaNs of different payload.
  public static MatrixDiff bitwise(Grid left, Grid right) {
    return DiffScan.compare(left, right, DiffScan.BITWISE);
  }

  /// Compares with tolerance: elements differ if they are more than `ulp` apart, by the rules of
  /// [Ulps]; any two NaNs are equal.
  ///
  /// @throws IllegalArgumentException if ulp is negative
  public static MatrixDiff within(Grid left, Grid right, long ulp) {
    if (ulp < 0) {
      throw new IllegalArgumentException("ulp out of range: ulp=" + ulp + "; 0 or more");
    }
    return DiffScan.compare(left, right, ulp);
  }

  /// True if nothing differs.
  public boolean isSame() {
    return mismatch == null && differing == 0;
  }
}
