package io.phalanx.shared.kernel.rows;

import io.phalanx.shared.kernel.RowMap;
import io.phalanx.shared.kernel.vector.Elements;
import io.phalanx.shared.kernel.vector.Operands;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;

/// The reference of cumsum.
final class ScalarCumulativeSum implements RowMap {
  private final DType inputType;
  private final DType outputType;

  ScalarCumulativeSum(DType inputType) {
    this.inputType = inputType;
    outputType = inputType == DType.FLOAT32 ? DType.FLOAT32 : DType.FLOAT64;
  }

  @Override
  public void apply(Grid input, Grid output) {
    Operands.checkRows(input, output, inputType, outputType);
    for (long i = 0; i < input.elements(); i++) {
      double x = Elements.get(input.memory(), inputType, i);
      boolean first = i % input.cols() == 0;
      double sum = first ? x : Elements.get(output.memory(), outputType, i - 1) + x;
      Elements.put(output.memory(), outputType, i, sum);
    }
  }
}
