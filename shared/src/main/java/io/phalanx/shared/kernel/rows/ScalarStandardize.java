package io.phalanx.shared.kernel.rows;

import io.phalanx.shared.kernel.ColumnMap;
import io.phalanx.shared.kernel.vector.Elements;
import io.phalanx.shared.kernel.vector.Operands;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// The reference of standardize.
final class ScalarStandardize implements ColumnMap {
  private final DType inputType;
  private final DType outputType;

  ScalarStandardize(DType inputType) {
    this.inputType = inputType;
    outputType = inputType == DType.FLOAT32 ? DType.FLOAT32 : DType.FLOAT64;
  }

  @Override
  public List<String> statistics() {
    return List.of("mean", "std");
  }

  @Override
  public void apply(Grid input, List<MemorySegment> columns, Grid output) {
    Operands.checkRows(input, output, inputType, outputType);
    for (long i = 0; i < input.elements(); i++) {
      double x = Elements.get(input.memory(), inputType, i);
      double mean = Elements.get(columns.getFirst(), DType.FLOAT64, i % input.cols());
      double std = Elements.get(columns.getLast(), DType.FLOAT64, i % input.cols());
      Elements.put(output.memory(), outputType, i, (x - mean) / std);
    }
  }
}
