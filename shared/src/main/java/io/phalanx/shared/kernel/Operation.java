package io.phalanx.shared.kernel;

import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import java.util.List;

/// One operation that users call by name, such as `sigmoid`: what it is, and how it becomes a
/// kernel.
///
/// @param name what users type
/// @param family how the work is cut and what the result is
/// @param inputs number of input matrices, 0 to 3
/// @param parameters what `--param` takes
/// @param traits what the job around it may rely on
/// @param summary one line for people
/// @param kernels makes the kernels
public record Operation(
    String name,
    Family family,
    int inputs,
    List<Parameter> parameters,
    Traits traits,
    String summary,
    Kernels kernels) {

  /// How the work of an operation is cut, and what comes out.
  public enum Family {
    /// [ElementMap]: the output has the inputs' shape.
    ELEMENTS,
    /// [RowMap]: the output has the input's shape.
    ROWS,
    /// [ColumnMap]: the output has the input's shape.
    COLUMNS,
    /// [Fill]: no input.
    FILL,
    /// [Reduction]: numbers instead of a matrix.
    REDUCTION,
    /// [Product].
    PRODUCT,
    /// [Transpose].
    TRANSPOSE;

    /// True if the work is cut into runs of elements; otherwise into whole rows.
    public boolean isFlat() {
      return this == ELEMENTS || this == FILL;
    }

    /// Bytes of the unit in which work that writes a matrix is cut: an element or a row.
    public long unitBytes(Grid matrix) {
      int element = matrix.dtype().bytes();
      return isFlat() ? element : element * matrix.cols();
    }
  }

  /// What a job may rely on.
  ///
  /// @param inPlace the output may be the first input itself
  /// @param idempotent applied twice it gives the same bits as once, so an interrupted tile may
  ///   simply be done again in place
  /// @param ulpMax largest distance of vector and scalar kernel, in units in the last place of the
  ///   output type
  /// @param accuracy how near to the exact values results are, for people: `exact`, `rounded once`,
  ///   `2.5 ulp` at most; empty where nothing but `ulpMax` is promised
  public record Traits(boolean inPlace, boolean idempotent, double ulpMax, String accuracy) {
    /// The same where nothing but the distance to the scalar kernel is promised.
    public Traits(boolean inPlace, boolean idempotent, double ulpMax) {
      this(inPlace, idempotent, ulpMax, "");
    }
  }

  /// Makes the kernels of an operation.
  public interface Kernels {
    /// The fast kernel.
    ///
    /// @param params checked parameters
    /// @param types element types of the inputs; for a fill the type of the output
    Kernel vector(Params params, List<DType> types);

    /// The scalar reference: plain loops over StrictMath, what the fast kernel is checked against.
    ///
    /// @param params checked parameters
    /// @param types element types of the inputs; for a fill the type of the output
    Kernel scalar(Params params, List<DType> types);

    /// True if the fast kernel can multiply with a [Blas] that is handed in.
    default boolean multiplies() {
      return false;
    }

    /// The fast kernel, multiplying with this.
    ///
    /// @param params checked parameters
    /// @param types element types of the inputs
    default Kernel with(Blas blas, Params params, List<DType> types) {
      return vector(params, types);
    }
  }

  /// Element type of the output: that of the input for a transpose, float32 where every input is
  /// float32, otherwise float64.
  ///
  /// @param types element types of the inputs; for a fill the type of the output
  public DType outputType(List<DType> types) {
    if (family == Family.TRANSPOSE) {
      return types.getFirst();
    }
    return types.stream().allMatch(type -> type == DType.FLOAT32) ? DType.FLOAT32 : DType.FLOAT64;
  }
}
