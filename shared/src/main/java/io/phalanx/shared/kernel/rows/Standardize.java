package io.phalanx.shared.kernel.rows;

import io.phalanx.shared.kernel.ColumnMap;
import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.kernel.vector.Conversion;
import io.phalanx.shared.kernel.vector.Lanes;
import io.phalanx.shared.kernel.vector.Operands;
import io.phalanx.shared.kernel.vector.Scratch;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.List;
import jdk.incubator.vector.DoubleVector;

/// `(x - mean) / std` with the statistics of the column, in float64, rounded to float32 at the end
/// where that is the type. A std of 0 gives NaN or an infinity, as in NumPy.
///
/// The statistics of narrow rows are written out for as many rows as make whole vectors, so that a
/// matrix of three columns is as fast as a wide one.
final class Standardize implements ColumnMap {
  /// Rows at least this wide need no repetition.
  private static final int WIDE_COLS = 256;

  private static final int BLOCK_ELEMENTS = 1024;
  private static final int CHUNK_ELEMENTS_MAX = 1 << 28;
  private static final long BLOCK_BYTES = BLOCK_ELEMENTS * (long) Double.BYTES;

  /// Room for one vector of up to 512 bits.
  private static final long PAD_BYTES = 64;

  private final DType inputType;
  private final DType outputType;
  private final RepeatedColumns columns = new RepeatedColumns(WIDE_COLS);

  /// A block of elements, then pads for x, mean and std.
  private final Scratch scratch = new Scratch(BLOCK_BYTES + 3 * PAD_BYTES);

  Standardize(DType inputType) {
    this.inputType = inputType;
    outputType = inputType == DType.FLOAT32 ? DType.FLOAT32 : DType.FLOAT64;
  }

  @Override
  public List<String> statistics() {
    return List.of("mean", "std");
  }

  @Override
  public void apply(Grid input, List<MemorySegment> statistics, Grid output) {
    Operands.checkRows(input, output, inputType, outputType);
    columns.open(statistics, input.cols());
    try {
      long period = columns.elements();
      for (long first = 0; first < input.elements(); first += period) {
        long limit = Math.min(first + period, input.elements());
        applyPeriod(input, output, first, limit);
      }
    } finally {
      Reference.reachabilityFence(input);
      Reference.reachabilityFence(statistics);
      Reference.reachabilityFence(output);
      Reference.reachabilityFence(this);
    }
  }

  /// Elements that meet the written-out statistics from their beginning.
  private void applyPeriod(Grid input, Grid output, long first, long limit) {
    boolean direct = inputType == DType.FLOAT64;
    int step = direct ? CHUNK_ELEMENTS_MAX : BLOCK_ELEMENTS;
    long block = scratch.address();
    for (long i = first; i < limit; i += step) {
      int n = (int) Math.min(step, limit - i);
      long source = Memory.addressOf(input.memory()) + i * inputType.bytes();
      long target = Memory.outputAddressOf(output.memory()) + i * outputType.bytes();
      if (!direct) {
        Conversion.toDoubles(inputType, source, block, n);
      }
      long x = direct ? source : block;
      long y = outputType == DType.FLOAT64 ? target : block;
      run(new Span(x, columns.mean(i - first), columns.std(i - first), y), n);
      if (outputType == DType.FLOAT32) {
        Conversion.toFloats(block, target, n);
      }
    }
  }

  /// Addresses of float64.
  private record Span(long x, long mean, long std, long y) {}

  private void run(Span span, int n) {
    int whole = Lanes.DOUBLES.loopBound(n);
    loop(span, whole);
    long rest = (n - whole) * (long) Double.BYTES;
    if (rest > 0) {
      long done = whole * (long) Double.BYTES;
      long pad = scratch.address() + BLOCK_BYTES;
      Span pads = new Span(pad, pad + PAD_BYTES, pad + 2 * PAD_BYTES, pad);
      copy(span.x + done, pads.x, rest);
      copy(span.mean + done, pads.mean, rest);
      copy(span.std + done, pads.std, rest);
      loop(pads, Lanes.DOUBLE_LANES);
      copy(pads.y, span.y + done, rest);
    }
  }

  private static void copy(long source, long target, long bytes) {
    MemorySegment.copy(Memory.ALL, source, Memory.ALL, target, bytes);
  }

  private static void loop(Span span, int n) {
    for (int i = 0; i < n; i += Lanes.DOUBLE_LANES) {
      long offset = (long) i * Double.BYTES;
      load(span.x + offset)
          .sub(load(span.mean + offset))
          .div(load(span.std + offset))
          .intoMemorySegment(Memory.ALL, span.y + offset, Lanes.ORDER);
    }
  }

  private static DoubleVector load(long address) {
    return DoubleVector.fromMemorySegment(Lanes.DOUBLES, Memory.ALL, address, Lanes.ORDER);
  }
}
