package io.phalanx.coordinator.verify;

import io.phalanx.shared.kernel.vector.Elements;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import io.phalanx.shared.matrix.MatrixDiff;
import io.phalanx.shared.matrix.MatrixDiff.Place;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Compares what was found with what was expected, piece by piece, and counts.
final class Comparison {
  private final OutputLayout layout;
  private final double ulpAllowed;
  private long checked;
  private long wrong;
  private long ulpMax;
  private boolean bounded;
  private @Nullable String firstWrong;

  /// @param ulpAllowed largest distance that is right, in units in the last place
  Comparison(OutputLayout layout, double ulpAllowed) {
    this.layout = layout;
    this.ulpAllowed = ulpAllowed;
  }

  /// Compares some elements.
  ///
  /// @param first index of the first of them in the output, in C order
  void compare(long first, MemorySegment expected, MemorySegment found) {
    // Distances are whole numbers, so a fraction of a step allows no more than without it.
    MatrixDiff diff = MatrixDiff.within(line(expected), line(found), (long) ulpAllowed);
    checked += diff.elements();
    wrong += diff.differing();
    ulpMax = Math.max(ulpMax, diff.ulpMax());
    if (firstWrong == null && diff.differing() > 0) {
      Place place = diff.places().getFirst();
      firstWrong =
          layout.place(first + place.col())
              + ", expected="
              + place.left()
              + ", found="
              + place.right();
    }
  }

  /// Compares some elements, each with its own bound.
  ///
  /// NaN and infinities must be what was expected.
  ///
  /// @param first index of the first of them in the output, in C order
  /// @param bounds largest distances that are right
  void compareWithin(
      long first, MemorySegment expected, MemorySegment found, MemorySegment bounds) {
    DType type = layout.dtype();
    long count = expected.byteSize() / type.bytes();
    for (long i = 0; i < count; i++) {
      double wanted = Elements.get(expected, type, i);
      double actual = Elements.get(found, type, i);
      boolean same = Double.compare(wanted, actual) == 0 || wanted == actual;
      boolean finite = Double.isFinite(wanted) && Double.isFinite(actual);
      boolean near = finite && Math.abs(wanted - actual) <= Elements.get(bounds, type, i);
      if (!same && !near) {
        wrong++;
        if (firstWrong == null) {
          firstWrong = layout.place(first + i) + ", expected=" + wanted + ", found=" + actual;
        }
      }
    }
    checked += count;
    bounded = true;
    ulpMax = Math.max(ulpMax, MatrixDiff.within(line(expected), line(found), 0).ulpMax());
  }

  Verdict verdict() {
    double allowed = bounded ? Double.NaN : ulpAllowed;
    return new Verdict(checked, wrong, ulpMax, allowed, firstWrong);
  }

  private Grid line(MemorySegment elements) {
    long count = elements.byteSize() / layout.dtype().bytes();
    return new Grid(elements, 1, count, layout.dtype());
  }
}
