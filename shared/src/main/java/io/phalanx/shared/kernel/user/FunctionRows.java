package io.phalanx.shared.kernel.user;

import io.phalanx.shared.kernel.RowMap;
import io.phalanx.shared.kernel.vector.Operands;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import java.util.Arrays;

/// Runs a function over whole rows. It is its own reference: the function has all the arithmetic.
final class FunctionRows implements RowMap {
  /// Longest row in elements: 64 MiB in two arrays of a worker's heap.
  static final int COLS_MAX = 1 << 22;

  private final RowFunction function;
  private final DType inputType;
  private final DType outputType;
  private Block row;
  private Block result;

  FunctionRows(RowFunction function, DType inputType, DType outputType) {
    this.function = function;
    this.inputType = inputType;
    this.outputType = outputType;
    row = new Block(inputType, 0);
    result = new Block(outputType, 0);
  }

  @Override
  public void apply(Grid input, Grid output) {
    Operands.checkRows(input, output, inputType, outputType);
    if (input.cols() > COLS_MAX) {
      throw new IllegalArgumentException(
          "row too long for a row function: cols="
              + input.cols()
              + ", max="
              + COLS_MAX
              + "; make the operation with NewOperation.kernel, of a RowMap over memory");
    }
    int cols = (int) input.cols();
    if (row.values().length != cols) {
      row = new Block(inputType, cols);
      result = new Block(outputType, cols);
    }
    for (long index = 0; index < input.rows(); index++) {
      row.read(input.memory(), index * cols, cols);
      // What a function forgets to write must not depend on the row before it.
      Arrays.fill(result.values(), 0);
      function.apply(row.values(), result.values());
      result.write(output.memory(), index * cols, cols);
    }
  }
}
