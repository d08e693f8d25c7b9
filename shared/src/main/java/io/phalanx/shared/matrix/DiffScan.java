package io.phalanx.shared.matrix;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Walks through two grids side by side. Equal blocks are skipped at the speed of memory; only
/// blocks with different bits are looked at element by element.
final class DiffScan {
  /// Tolerance under which no two different patterns of bits are equal.
  static final long BITWISE = -1;

  private static final long BLOCK_BYTES = 4096;

  private final Grid left;
  private final Grid right;
  private final long tolerance;
  private final List<MatrixDiff.Place> places = new ArrayList<>();
  private long differing;
  private long ulpMax;

  private DiffScan(Grid left, Grid right, long tolerance) {
    this.left = left;
    this.right = right;
    this.tolerance = tolerance;
  }

  static MatrixDiff compare(Grid left, Grid right, long tolerance) {
    if (left.dtype() != right.dtype()
        || left.rows() != right.rows()
        || left.cols() != right.cols()) {
      String mismatch = describe(left) + " against " + describe(right);
      return new MatrixDiff(mismatch, 0, 0, List.of(), 0);
    }
    DiffScan scan = new DiffScan(left, right, tolerance);
    scan.scan();
    return new MatrixDiff(
        null, left.elements(), scan.differing, List.copyOf(scan.places), scan.ulpMax);
  }

  private static String describe(Grid grid) {
    return grid.rows() + " x " + grid.cols() + " " + grid.dtype().label();
  }

  private void scan() {
    MemorySegment a = left.memory();
    MemorySegment b = right.memory();
    int elementBytes = left.dtype().bytes();
    long size = a.byteSize();
    for (long first = 0; first < size; ) {
      long equal = MemorySegment.mismatch(a, first, size, b, first, size);
      if (equal < 0) {
        return;
      }
      first = (first + equal) / elementBytes * elementBytes;
      long limit = Math.min(size, first + BLOCK_BYTES);
      for (long i = first / elementBytes; i < limit / elementBytes; i++) {
        compare(i);
      }
      first = limit;
    }
  }

  private void compare(long index) {
    long a = Elements.bits(left, index);
    long b = Elements.bits(right, index);
    if (a == b) {
      return;
    }
    long ulp = distance(a, b);
    ulpMax = Math.max(ulpMax, ulp);
    if (ulp <= tolerance) {
      return;
    }
    differing++;
    if (places.size() < MatrixDiff.PLACES_MAX) {
      String leftText = Elements.text(left, index);
      String rightText = Elements.text(right, index);
      long cols = left.cols();
      places.add(new MatrixDiff.Place(index / cols, index % cols, leftText, rightText, ulp));
    }
  }

  private long distance(long a, long b) {
    return switch (left.dtype()) {
      case FLOAT64 -> Ulps.distance(Double.longBitsToDouble(a), Double.longBitsToDouble(b));
      case FLOAT32 -> Ulps.distance(Float.intBitsToFloat((int) a), Float.intBitsToFloat((int) b));
      case INT64, INT32 -> Ulps.distance(a, b);
      case UINT8 -> Ulps.distance(a & 0xFF, b & 0xFF);
    };
  }
}
