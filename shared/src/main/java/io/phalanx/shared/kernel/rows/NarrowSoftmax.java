package io.phalanx.shared.kernel.rows;

import io.phalanx.shared.kernel.vector.Scratch;
import io.phalanx.shared.kernel.vector.Turning;
import io.phalanx.shared.matrix.DType;
import java.lang.invoke.MethodHandle;

/// Softmax of rows of few elements, of which a block at a time is turned on its side in first-level
/// cache: a vector holds elements of several rows, and every row is summed in the order of its
/// elements, with compensation.
final class NarrowSoftmax {
  /// From here on [Softmax] is faster, since work in place comes in blocks of few rows.
  static final int COLS_MAX = 28;

  private static final int BLOCK_ELEMENTS = 2048;
  private static final int ROWS_MAX = 1024;

  /// Blocks have a multiple of these rows, that of any vector.
  private static final int ROWS_MULTIPLE = 8;

  private static final long PLANE_BYTES = (ROWS_MAX + ROWS_MULTIPLE) * (long) Double.BYTES;

  /// No constant to the compiler, so that it does not inline the loop: in methods that several
  /// loops share its node budget can run out, and then every vector becomes an object.
  private final MethodHandle exp = NarrowSoftmaxLoops.isolatedExp();

  private final DType inputType;
  private final DType outputType;
  private final Scratch block = new Scratch(BLOCK_ELEMENTS * (long) Double.BYTES);

  /// Maximum, sum and correction of the sum, each of every row.
  private final Scratch planes = new Scratch(3 * PLANE_BYTES);

  NarrowSoftmax(DType inputType, DType outputType) {
    this.inputType = inputType;
    this.outputType = outputType;
  }

  /// Computes rows at addresses, which may be the same; the caller keeps this object reachable.
  ///
  /// @param cols 1 to [#COLS_MAX]
  void apply(long source, long target, long rows, int cols) {
    int wanted = Math.min(ROWS_MAX, BLOCK_ELEMENTS / cols);
    int stride = wanted - wanted % ROWS_MULTIPLE;
    for (long first = 0; first < rows; first += stride) {
      int count = (int) Math.min(stride, rows - first);
      long x = source + first * cols * inputType.bytes();
      long y = target + first * cols * outputType.bytes();
      Turning.toDoubles(inputType, new Turning.Rows(x, count, cols), block.address(), stride);
      applyTurned(count, cols, stride * (long) Double.BYTES);
      Turning.fromDoubles(block.address(), stride, outputType, new Turning.Rows(y, count, cols));
    }
  }

  /// @param rows number of rows of the matrix, which lie side by side
  private void applyTurned(int rows, int cols, long strideBytes) {
    if (cols == 1) {
      NarrowSoftmaxLoops.single(block.address(), rows);
      return;
    }
    long max = planes.address();
    long sum = max + PLANE_BYTES;
    long correction = sum + PLANE_BYTES;
    NarrowSoftmaxLoops.start(rows, max, sum, correction);
    for (int j = 0; j < cols; j++) {
      NarrowSoftmaxLoops.max(block.address() + j * strideBytes, rows, max);
    }
    exp(rows, cols, strideBytes);
    for (int j = 0; j < cols; j++) {
      NarrowSoftmaxLoops.add(block.address() + j * strideBytes, rows, sum, correction);
    }
    NarrowSoftmaxLoops.total(rows, sum, correction);
    for (int j = 0; j < cols; j++) {
      NarrowSoftmaxLoops.divide(block.address() + j * strideBytes, rows, sum);
    }
  }

  private void exp(int rows, int cols, long strideBytes) {
    try {
      exp.invokeExact(block.address(), strideBytes, rows, cols, planes.address());
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) { // what a method handle declares; the loop throws no such thing
      throw new IllegalStateException("loop failed: rows=" + rows + ", cols=" + cols, e);
    }
  }
}
