package io.phalanx.shared.kernel.rows;

import static io.phalanx.shared.kernel.vector.Elements.getDouble;
import static io.phalanx.shared.kernel.vector.Elements.getFloat;
import static io.phalanx.shared.kernel.vector.Elements.putDouble;
import static io.phalanx.shared.kernel.vector.Elements.putFloat;

import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.kernel.RowMap;
import io.phalanx.shared.kernel.vector.Conversion;
import io.phalanx.shared.kernel.vector.Operands;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/// Running sum along every row: `y[j] = y[j-1] + x[j]` in the output type, the same bits as
/// `numpy.cumsum(axis=1)`.
///
/// One row is a chain of additions, each waiting for the one before; so four rows run side by side.
/// Where fewer are left the last one is computed several times over: all four elements are read
/// before any is written, so that does no harm, in place neither.
final class CumulativeSum implements RowMap {
  private static final int ROWS_ABREAST = 4;
  private static final int CHUNK_ELEMENTS_MAX = 1 << 28;

  private final DType inputType;
  private final DType outputType;
  private final long[] sources = new long[ROWS_ABREAST];
  private final long[] targets = new long[ROWS_ABREAST];

  CumulativeSum(DType inputType) {
    this.inputType = inputType;
    outputType = inputType == DType.FLOAT32 ? DType.FLOAT32 : DType.FLOAT64;
  }

  @Override
  public void apply(Grid input, Grid output) {
    Operands.checkRows(input, output, inputType, outputType);
    try {
      if (input.elements() > 0) {
        apply(inOutputType(input, output), Memory.outputAddressOf(output.memory()), output);
      }
    } finally {
      Reference.reachabilityFence(input);
      Reference.reachabilityFence(output);
    }
  }

  /// The address of the input in the output's type: integers are converted in the output itself.
  private long inOutputType(Grid input, Grid output) {
    long source = Memory.addressOf(input.memory());
    if (inputType == outputType) {
      return source;
    }
    long target = Memory.outputAddressOf(output.memory());
    for (long done = 0; done < input.elements(); done += CHUNK_ELEMENTS_MAX) {
      int length = (int) Math.min(CHUNK_ELEMENTS_MAX, input.elements() - done);
      Conversion.toDoubles(
          inputType, source + done * inputType.bytes(), target + done * Double.BYTES, length);
    }
    return target;
  }

  private void apply(long source, long target, Grid shape) {
    if (shape.cols() <= NarrowCumulativeSum.COLS_MAX) {
      NarrowCumulativeSum.apply(outputType, source, target, shape);
      return;
    }
    long rowBytes = shape.cols() * outputType.bytes();
    for (long row = 0; row < shape.rows(); row += ROWS_ABREAST) {
      for (int k = 0; k < ROWS_ABREAST; k++) {
        long offset = Math.min(row + k, shape.rows() - 1) * rowBytes;
        sources[k] = source + offset;
        targets[k] = target + offset;
        MemorySegment.copy(
            Memory.ALL, sources[k], Memory.ALL, targets[k], outputType.bytes()); // y[0] = x[0]
      }
      alongRows(shape.cols() - 1);
    }
  }

  /// Sums n more elements of each row, behind the one where the addresses stand.
  private void alongRows(long n) {
    for (long done = 0; done < n; done += CHUNK_ELEMENTS_MAX) {
      int length = (int) Math.min(CHUNK_ELEMENTS_MAX, n - done);
      if (outputType == DType.FLOAT64) {
        doubles(sources, targets, length);
      } else {
        floats(sources, targets, length);
      }
      for (int k = 0; k < ROWS_ABREAST; k++) {
        sources[k] += (long) length * outputType.bytes();
        targets[k] += (long) length * outputType.bytes();
      }
    }
  }

  private static void doubles(long[] sources, long[] targets, int n) {
    long x0 = sources[0], x1 = sources[1], x2 = sources[2], x3 = sources[3];
    long y0 = targets[0], y1 = targets[1], y2 = targets[2], y3 = targets[3];
    double sum0 = getDouble(y0, 0), sum1 = getDouble(y1, 0);
    double sum2 = getDouble(y2, 0), sum3 = getDouble(y3, 0);
    for (int i = 1; i <= n; i++) {
      sum0 += getDouble(x0, i);
      sum1 += getDouble(x1, i);
      sum2 += getDouble(x2, i);
      sum3 += getDouble(x3, i);
      putDouble(y0, i, sum0);
      putDouble(y1, i, sum1);
      putDouble(y2, i, sum2);
      putDouble(y3, i, sum3);
    }
  }

  private static void floats(long[] sources, long[] targets, int n) {
    long x0 = sources[0], x1 = sources[1], x2 = sources[2], x3 = sources[3];
    long y0 = targets[0], y1 = targets[1], y2 = targets[2], y3 = targets[3];
    float sum0 = getFloat(y0, 0), sum1 = getFloat(y1, 0);
    float sum2 = getFloat(y2, 0), sum3 = getFloat(y3, 0);
    for (int i = 1; i <= n; i++) {
      sum0 += getFloat(x0, i);
      sum1 += getFloat(x1, i);
      sum2 += getFloat(x2, i);
      sum3 += getFloat(x3, i);
      putFloat(y0, i, sum0);
      putFloat(y1, i, sum1);
      putFloat(y2, i, sum2);
      putFloat(y3, i, sum3);
    }
  }
}
