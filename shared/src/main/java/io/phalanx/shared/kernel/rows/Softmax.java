package io.phalanx.shared.kernel.rows;

import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.kernel.RowMap;
import io.phalanx.shared.kernel.vector.Operands;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import java.lang.ref.Reference;

/// `e^(x - max) / sum(e^(x - max))` of every row.
///
/// Three passes over a row: its maximum, the exponentials with their sum, the division. The sum is
/// compensated (see [SoftmaxLoops]) and its order depends on the row alone, so a row of 10^7
/// elements is as accurate as a short one and has the same bits in any tile.
///
/// Many short rows are computed together, by [NarrowSoftmax].
///
/// As in SciPy a row with NaN or +∞, or of nothing but -∞, becomes NaN. float32 is computed in
/// float64 and rounded after the second and the third pass.
final class Softmax implements RowMap {
  private final DType inputType;
  private final DType outputType;
  private final RowPasses passes;
  private final NarrowSoftmax narrow;
  private final SoftmaxState state = new SoftmaxState();
  private final RowPasses.Pass max = state::max;
  private final RowPasses.Pass exp = state::exp;
  private final RowPasses.Pass divide = state::divide;

  Softmax(DType inputType) {
    this.inputType = inputType;
    outputType = inputType == DType.FLOAT32 ? DType.FLOAT32 : DType.FLOAT64;
    narrow = new NarrowSoftmax(inputType, outputType);
    passes = new RowPasses(outputType, Double.NEGATIVE_INFINITY);
  }

  @Override
  public void apply(Grid input, Grid output) {
    Operands.checkRows(input, output, inputType, outputType);
    long source = Memory.addressOf(input.memory());
    long target = Memory.outputAddressOf(output.memory());
    try {
      if (input.cols() >= 1 && input.cols() <= NarrowSoftmax.COLS_MAX) {
        narrow.apply(source, target, input.rows(), (int) input.cols());
        return;
      }
      for (long row = 0; row < input.rows(); row++) {
        long first = row * input.cols();
        apply(
            source + first * inputType.bytes(), target + first * outputType.bytes(), input.cols());
      }
    } finally {
      Reference.reachabilityFence(input);
      Reference.reachabilityFence(output);
      Reference.reachabilityFence(this);
    }
  }

  private void apply(long source, long target, long cols) {
    state.start();
    passes.read(max, inputType, source, cols);
    state.fixMax();
    passes.map(exp, inputType, source, target, cols);
    state.fixSum();
    passes.map(divide, outputType, target, target, cols);
  }
}
