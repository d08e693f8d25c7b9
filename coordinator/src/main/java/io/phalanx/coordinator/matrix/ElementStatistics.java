package io.phalanx.coordinator.matrix;

import io.phalanx.shared.matrix.Grid;
import java.util.List;
import java.util.stream.LongStream;

/// What the elements of a matrix are like.
///
/// One NaN would make NaN of every figure: they are of the finite elements, and the others are
/// counted.
///
/// @param count number of elements
/// @param finite how many are finite
/// @param nan how many are NaN
/// @param positiveInfinite how many are infinity
/// @param negativeInfinite how many are minus infinity
/// @param min smallest finite element; NaN if there is none, as for the others
/// @param max largest finite element
/// @param mean mean of the finite elements
/// @param std their standard deviation, dividing by their number as NumPy does
public record ElementStatistics(
    long count,
    long finite,
    long nan,
    long positiveInfinite,
    long negativeInfinite,
    double min,
    double max,
    double mean,
    double std) {
  /// Elements of one block: within a second-level cache, since each is read several times.
  static final int BLOCK_ELEMENTS = 1 << 14;

  /// Looks at every element, on the threads of this process.
  public static ElementStatistics of(Grid grid) {
    ThreadLocal<BlockScan> scans = ThreadLocal.withInitial(BlockScan::new);
    long blocks = Math.ceilDiv(grid.elements(), BLOCK_ELEMENTS);
    List<BlockScan.Found> found =
        LongStream.range(0, blocks)
            .parallel()
            .mapToObj(block -> {
              long first = block * BLOCK_ELEMENTS;
              long limit = Math.min(grid.elements(), first + BLOCK_ELEMENTS);
              return scans.get().scan(grid.elements(first, limit), grid.dtype());
            })
            .toList();
    long finite = found.stream().mapToLong(BlockScan.Found::finite).sum();
    double[] values = FiniteFigures.create().finish(found, finite);
    return new ElementStatistics(
        grid.elements(),
        finite,
        found.stream().mapToLong(BlockScan.Found::nan).sum(),
        found.stream().mapToLong(BlockScan.Found::positiveInfinite).sum(),
        found.stream().mapToLong(BlockScan.Found::negativeInfinite).sum(),
        values[FiniteFigures.MIN],
        values[FiniteFigures.MAX],
        values[FiniteFigures.MEAN],
        values[FiniteFigures.STD]);
  }
}
