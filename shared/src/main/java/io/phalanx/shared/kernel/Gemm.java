package io.phalanx.shared.kernel;

import io.phalanx.shared.matrix.DType;

/// One product of blocks in memory for a [Blas]: `C = op(A) op(B)`, or `C += op(A) op(B)`.
///
/// The blocks share no memory with each other, but that of a triangle, where A and B are one.
///
/// @param type element type of all three, float64 or float32
/// @param extent how large it is
/// @param a op(A), rows × depth
/// @param b op(B), depth × cols
/// @param c rows × cols, not transposed
/// @param adds true to add to what C holds, false to overwrite it unread
/// @param triangle true where op(A) is the transpose of op(B), and only the lower triangle of C,
///   diagonal included, is wanted
public record Gemm(
    DType type, Extent extent, Block a, Block b, Block c, boolean adds, boolean triangle) {

  /// Sides of a product, each 1 or more.
  ///
  /// @param rows of op(A) and C
  /// @param cols of op(B) and C
  /// @param depth columns of op(A) and rows of op(B), over which products are summed
  public record Extent(int rows, int cols, int depth) {}

  /// A block of a matrix that lies in memory row after row.
  ///
  /// @param address of its first element
  /// @param stride distance of neighbouring rows, in elements
  /// @param transposed true if op(X) is the transpose of what lies there
  public record Block(long address, long stride, boolean transposed) {}
}
