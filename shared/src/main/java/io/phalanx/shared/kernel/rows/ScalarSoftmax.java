package io.phalanx.shared.kernel.rows;

import io.phalanx.shared.kernel.RowMap;
import io.phalanx.shared.kernel.vector.Elements;
import io.phalanx.shared.kernel.vector.Operands;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;

/// The reference of softmax, with Neumaier's compensated sum.
final class ScalarSoftmax implements RowMap {
  private final DType inputType;
  private final DType outputType;

  ScalarSoftmax(DType inputType) {
    this.inputType = inputType;
    outputType = inputType == DType.FLOAT32 ? DType.FLOAT32 : DType.FLOAT64;
  }

  @Override
  public void apply(Grid input, Grid output) {
    Operands.checkRows(input, output, inputType, outputType);
    for (long row = 0; row < input.rows(); row++) {
      apply(input, output, row * input.cols());
    }
  }

  private void apply(Grid input, Grid output, long first) {
    long limit = first + input.cols();
    double max = Double.NEGATIVE_INFINITY;
    for (long i = first; i < limit; i++) {
      max = Math.max(max, Elements.get(input.memory(), inputType, i));
    }
    double sum = 0;
    double correction = 0;
    for (long i = first; i < limit; i++) {
      double e = StrictMath.exp(Elements.get(input.memory(), inputType, i) - max);
      double next = sum + e;
      correction += sum >= e ? (sum - next) + e : (e - next) + sum;
      sum = next;
    }
    for (long i = first; i < limit; i++) {
      double e = StrictMath.exp(Elements.get(input.memory(), inputType, i) - max);
      Elements.put(output.memory(), outputType, i, e / (sum + correction));
    }
  }
}
