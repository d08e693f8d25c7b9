package io.phalanx.shared.kernel.vector;

import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import java.lang.foreign.MemorySegment;

/// What is checked once per call, before a loop works on plain addresses.
public final class Operands {
  private Operands() {}

  /// The number of elements of a run.
  ///
  /// @throws IllegalArgumentException if it ends within an element
  public static long elements(MemorySegment run, DType type) {
    if (run.byteSize() % type.bytes() != 0) {
      throw new IllegalArgumentException(
          "run ends within an element: bytes=" + run.byteSize() + ", dtype=" + type.label());
    }
    return run.byteSize() / type.bytes();
  }

  /// Checks that a map may write its output while it reads this input.
  ///
  /// @throws IllegalArgumentException if the output is neither the very memory and type of the
  ///   input nor apart from it, is read-only, or one of them lies on the heap
  public static void checkOverlap(
      MemorySegment input, DType inputType, MemorySegment output, DType outputType) {
    long read = Memory.addressOf(input);
    long written = Memory.outputAddressOf(output);
    boolean same = read == written && inputType == outputType;
    boolean apart = written + output.byteSize() <= read || read + input.byteSize() <= written;
    if (!same && !apart) {
      throw new IllegalArgumentException(
          "output lies across an input: input="
              + input
              + ", inputType="
              + inputType.label()
              + ", output="
              + output
              + ", outputType="
              + outputType.label());
    }
  }

  /// Checks input and output of a map of whole rows.
  ///
  /// @param type element type that the output must have
  /// @throws IllegalArgumentException if shapes or types differ from what the map needs, or as for
  ///   [#checkOverlap]
  public static void checkRows(Grid input, Grid output, DType inputType, DType type) {
    if (input.rows() != output.rows()
        || input.cols() != output.cols()
        || input.dtype() != inputType
        || output.dtype() != type) {
      throw new IllegalArgumentException(
          "grids do not fit: input="
              + input
              + ", output="
              + output
              + ", wanted="
              + inputType.label()
              + " to "
              + type.label()
              + " of one shape");
    }
    checkOverlap(input.memory(), inputType, output.memory(), type);
  }
}
