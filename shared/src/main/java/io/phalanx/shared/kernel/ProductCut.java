package io.phalanx.shared.kernel;

import io.phalanx.shared.kernel.Product.Part;
import io.phalanx.shared.kernel.Product.Shape;

/// How a product is cut into tiles: blocks of C, and slabs of the sums where C alone is too small.
///
/// It depends on the shape alone, and so do the bits: a sum is computed in one tile from its first
/// to its last product of a slab, and slabs are added in their order.
///
/// A BLAS rearranges both factors in every call, which costs the less the larger a block of C is:
/// of 512 × 4096 one percent, of 256 × 4096 four. Of a symmetric C, blocks are square, and only
/// those on and below the diagonal are computed.
///
/// @param shape what is cut
/// @param blockRows rows of a block
/// @param blockCols columns of a block
/// @param slabDepth products of a sum in a slab
public record ProductCut(Shape shape, long blockRows, long blockCols, long slabDepth) {
  private static final long COLS_MAX = 4096;
  private static final long ROWS_WANTED = 512;
  private static final long ROWS_MIN = 64;
  private static final long ELEMENTS_MAX = ROWS_WANTED * COLS_MAX;
  private static final long SQUARE_MAX = 1024;

  /// Blocks of fewer columns than this are bound by memory, not by rearranging: they may be small.
  private static final long THIN_COLS = 256;

  /// Tiles that keep several workers busy to the end, for thick and thin products.
  private static final int TILES_WANTED = 8;

  private static final int THIN_TILES_WANTED = 64;

  /// Products in a tile that is worth its claim.
  private static final double WORK_MIN = 1 << 22;

  /// Products in a tile that ends in a few seconds, so that a cancelled job does.
  private static final double WORK_MAX = 0x1p36;

  /// A thin product costs as if it had this many columns.
  private static final long COLS_COUNTED_MIN = 16;

  private static final long SLAB_DEPTH_MIN = 1024;

  /// float64 in the sums of all slabs: half a GiB.
  private static final long SUMS_MAX = 1 << 26;

  /// Cuts a product.
  public static ProductCut of(Shape shape) {
    return shape.symmetric() ? symmetric(shape) : general(shape);
  }

  private static ProductCut general(Shape shape) {
    long cols = even(shape.cols(), COLS_MAX);
    long rowsMax = Math.max(ROWS_WANTED, ELEMENTS_MAX / Math.max(1, cols));
    long rows = even(shape.rows(), Math.min(rowsMax, ELEMENTS_MAX / 2));
    boolean thin = cols < THIN_COLS;
    long wanted = wanted(shape, thin ? THIN_TILES_WANTED : TILES_WANTED);
    boolean rowsSuffice = thin && shape.rows() >= wanted * ROWS_MIN;
    rows = shortened(shape, rows, cols, wanted, rowsSuffice ? ROWS_MIN : ROWS_WANTED / 2);
    ProductCut cut = new ProductCut(shape, rows, cols, shape.depth()).slabbed(wanted);
    long still = Math.ceilDiv(wanted, Math.max(1, cut.slabs()));
    return new ProductCut(
        shape, shortened(shape, rows, cols, still, ROWS_MIN), cols, cut.slabDepth);
  }

  private static ProductCut symmetric(Shape shape) {
    long side = even(shape.cols(), SQUARE_MAX);
    return new ProductCut(shape, side, side, shape.depth())
        .slabbed(wanted(shape, side < THIN_COLS ? THIN_TILES_WANTED : TILES_WANTED));
  }

  private static long wanted(Shape shape, int most) {
    double counted = Math.max(shape.cols(), COLS_COUNTED_MIN);
    double work = (double) shape.rows() * counted * shape.depth();
    return (long) Math.clamp(work / WORK_MIN, 1, most);
  }

  /// Lower blocks, for as many tiles as are wanted, but of no fewer rows than `rowsMin`.
  private static long shortened(Shape shape, long rows, long cols, long wanted, long rowsMin) {
    long colBlocks = Math.max(1, Math.ceilDiv(shape.cols(), cols));
    long rowBlocks = Math.max(1, Math.ceilDiv(wanted, colBlocks));
    return Math.min(rows, Math.max(even(shape.rows(), rowsMin), lower(shape.rows(), rowBlocks)));
  }

  private static long lower(long size, long count) {
    return Math.max(1, Math.ceilDiv(size, count));
  }

  /// Slabs where there are fewer tiles than wanted, or the tiles are too long.
  private ProductCut slabbed(long wanted) {
    double tileWork = (double) blockRows * Math.max(blockCols, COLS_COUNTED_MIN) * shape.depth();
    long forTiles = Math.ceilDiv(wanted, Math.max(1, blocks()));
    long forTime = (long) Math.min(Math.ceil(tileWork / WORK_MAX), SUMS_MAX);
    long most = Math.min(shape.depth() / SLAB_DEPTH_MIN, SUMS_MAX / Math.max(1, sumsPerSlab()));
    long slabs = Math.clamp(Math.max(forTiles, forTime), 1, Math.max(1, most));
    return new ProductCut(shape, blockRows, blockCols, lower(shape.depth(), slabs));
  }

  /// Pieces of nearly one size, none larger than `most`.
  private static long even(long size, long most) {
    return lower(size, Math.ceilDiv(Math.max(1, size), most));
  }

  /// Number of tiles.
  public int tiles() {
    return Math.toIntExact(Math.multiplyExact(blocks(), (long) slabs()));
  }

  /// Number of slabs of the sums.
  public int slabs() {
    return (int) Math.max(1, Math.ceilDiv(shape.depth(), slabDepth));
  }

  /// Sums of one slab.
  public long sumsPerSlab() {
    return shape.rows() * shape.cols();
  }

  /// What a tile is.
  public Part part(int tile) {
    long blocks = blocks();
    int slab = (int) (tile / blocks);
    long block = tile % blocks;
    return shape.symmetric() ? square(block, slab) : rectangle(block, slab);
  }

  private Part rectangle(long block, int slab) {
    long colBlocks = Math.ceilDiv(shape.cols(), blockCols);
    return part(block / colBlocks, block % colBlocks, slab);
  }

  /// Blocks below the diagonal, row after row: row r has r + 1 of them.
  private Part square(long block, int slab) {
    long row = (long) ((Math.sqrt(8.0 * block + 1) - 1) / 2);
    return part(row, block - row * (row + 1) / 2, slab);
  }

  private Part part(long row, long col, int slab) {
    return new Part(
        row * blockRows,
        Math.min(shape.rows(), (row + 1) * blockRows),
        col * blockCols,
        Math.min(shape.cols(), (col + 1) * blockCols),
        slab * slabDepth,
        Math.min(shape.depth(), (slab + 1) * slabDepth),
        slab,
        shape.symmetric());
  }

  private long blocks() {
    long rows = Math.ceilDiv(shape.rows(), blockRows);
    long cols = Math.ceilDiv(shape.cols(), blockCols);
    return shape.symmetric() ? rows * (rows + 1) / 2 : rows * cols;
  }
}
