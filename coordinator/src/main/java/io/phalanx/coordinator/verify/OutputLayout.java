package io.phalanx.coordinator.verify;

import io.phalanx.coordinator.jobs.JobPlan;
import io.phalanx.coordinator.jobs.JobRecord.Shape;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.protocol.MatrixRef;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// A job's output as a sequence of units, each of which can be computed without the others: single
/// elements, whole rows, or results of a reduction.
///
/// @param units number of units
/// @param unitElements elements of one unit
/// @param dtype type of the elements
/// @param cols elements of a row, by which places are named
/// @param axis what a reduction reduced: `all`, `rows` or `cols`; [#MATRIX] for a matrix
record OutputLayout(long units, long unitElements, DType dtype, long cols, String axis) {
  /// Stands for the axis where the output is a matrix.
  static final String MATRIX = "matrix";

  static OutputLayout of(JobPlan plan) {
    Shape shape = plan.output();
    return switch (plan.operation().family()) {
      case ELEMENTS, FILL -> matrix(shape, shape.rows() * shape.cols(), 1);
      case ROWS, COLUMNS, PRODUCT, TRANSPOSE -> matrix(shape, shape.rows(), shape.cols());
      case REDUCTION -> results(plan.params().word("axis"), plan.inputs().getFirst());
    };
  }

  private static OutputLayout matrix(Shape shape, long units, long unitElements) {
    return new OutputLayout(units, unitElements, shape.dtype(), shape.cols(), MATRIX);
  }

  private static OutputLayout results(String axis, MatrixRef input) {
    long results =
        switch (axis) {
          case "rows" -> input.rows();
          case "cols" -> input.cols();
          default -> 1;
        };
    // Every column takes a pass over the whole matrix: they are one unit.
    boolean together = axis.equals("cols");
    return new OutputLayout(
        together ? 1 : results, together ? results : 1, DType.FLOAT64, results, axis);
  }

  /// Elements of all units.
  long elements() {
    return units * unitElements;
  }

  /// All units; none where they hold nothing.
  List<Span> everything() {
    return elements() == 0 ? List.of() : List.of(new Span(0, units));
  }

  long unitBytes() {
    return unitElements * dtype.bytes();
  }

  /// Size of some units in bytes.
  long bytes(Span span) {
    return span.units() * unitBytes();
  }

  /// Index of the first element of some units, in C order.
  long element(Span span) {
    return span.first() * unitElements;
  }

  /// Cuts some units out of the whole output.
  MemorySegment slice(Span span, MemorySegment output) {
    return output.asSlice(span.first() * unitBytes(), bytes(span));
  }

  /// Where an element is, for people.
  ///
  /// @param index its index in C order
  String place(long index) {
    return switch (axis) {
      case "all" -> "axis=all";
      case "rows" -> "row=" + index;
      case "cols" -> "col=" + index;
      default -> "row=" + index / cols + ", col=" + index % cols;
    };
  }
}
