package io.phalanx.shared.matrix;

/// How a number of units (elements, rows) is cut into tiles of equal size, the last one possibly
/// shorter. Every unit is in exactly one tile; no unit means no tile.
///
/// @param units number of units, 0 or more
/// @param unitsPerTile units in every tile but the last, 1 or more
public record Tiling(long units, long unitsPerTile) {
  /// Most tiles of one job, so that its ledger stays small: 4 TiB in tiles of 256 KiB.
  public static final int TILES_MAX = 1 << 24;

  /// Most bands of a column reduction, each of which leaves a partial result.
  public static final int BANDS_MAX = 1024;

  /// Fewest rows of a band where the matrix has as many, so that the partial results are small
  /// beside the matrix.
  public static final int BAND_ROWS_MIN = 64;

  /// As many bands as keep some tens of workers busy.
  public static final int BANDS_ENOUGH = 32;

  private static final long BAND_ELEMENTS_MIN = 32 * 1024;
  private static final long RUN_COLUMNS_MIN = 64;
  private static final long BAND_ELEMENTS_TALL = 2 * 1024 * 1024;

  public Tiling {
    if (units < 0 || unitsPerTile < 1) {
      throw new IllegalArgumentException(
          "tiling out of range: units=" + units + ", unitsPerTile=" + unitsPerTile);
    }
    if (tiles(units, unitsPerTile) > TILES_MAX) {
      throw new IllegalArgumentException(
          "too many tiles: units="
              + units
              + ", unitsPerTile="
              + unitsPerTile
              + ", tilesMax="
              + TILES_MAX
              + "; choose larger tiles");
    }
  }

  /// Flat runs of elements. Every run but the last is a whole multiple of a page and close to
  /// `tileBytes`, or larger where there would be too many.
  ///
  /// @param elements number of elements
  /// @param elementBytes size of one, a power of two up to a page
  /// @param tileBytes wanted size of a tile in bytes
  public static Tiling elements(long elements, int elementBytes, long tileBytes) {
    requirePositive("tileBytes", tileBytes);
    if (elementBytes < 1 || Pages.PAGE_BYTES % elementBytes != 0) {
      throw new IllegalArgumentException("no part of a page: elementBytes=" + elementBytes);
    }
    long perPage = Pages.PAGE_BYTES / elementBytes;
    long pages = Math.max(1, tileBytes / Pages.PAGE_BYTES);
    long pagesMin = tiles(tiles(elements, TILES_MAX), perPage);
    return new Tiling(elements, Math.max(pages, pagesMin) * perPage);
  }

  /// Whole rows, as many as `tileBytes` hold, at least one, and more where there would be too many
  /// tiles.
  ///
  /// @param rows number of rows
  /// @param rowBytes size of one in bytes; 0 for a matrix without columns
  /// @param tileBytes wanted size of a tile in bytes
  public static Tiling rows(long rows, long rowBytes, long tileBytes) {
    requirePositive("tileBytes", tileBytes);
    if (rowBytes < 0) {
      throw new IllegalArgumentException("rowBytes out of range: rowBytes=" + rowBytes);
    }
    long wanted = rowBytes == 0 ? rows : tileBytes / rowBytes;
    return new Tiling(rows, Math.max(Math.max(1, wanted), tiles(rows, TILES_MAX)));
  }

  /// Bands of rows for reductions along columns.
  ///
  /// They depend on the shape alone, so that a sum has the same bits whatever the settings: at
  /// least 32 Ki elements and [#BAND_ROWS_MIN] rows, at most [#BANDS_MAX] bands. Since every band
  /// leaves a partial result per column they are taller than that where there are [#BANDS_ENOUGH],
  /// up to 2 Mi elements.
  public static Tiling bands(long rows, long cols) {
    long filled = tiles(BAND_ELEMENTS_MIN, Math.max(1, cols));
    long tall = Math.min(rows / BANDS_ENOUGH, BAND_ELEMENTS_TALL / Math.max(1, cols));
    long wanted = Math.max(Math.max(BAND_ROWS_MIN, filled), Math.max(tall, tiles(rows, BANDS_MAX)));
    return new Tiling(rows, wanted);
  }

  /// True where a reduction along columns has all rows in one [band][#bands]. It is cut into [runs
  /// of columns][#columnRuns] then, since one band is work for one worker, and its partial results
  /// may be as large as the matrix.
  public static boolean isOneBand(long rows, long cols) {
    return bands(rows, cols).tileCount() == 1;
  }

  /// Runs of columns of a matrix of few rows, each about as many elements as a small band has.
  public static Tiling columnRuns(long rows, long cols) {
    long wanted = Math.max(RUN_COLUMNS_MIN, BAND_ELEMENTS_MIN / Math.max(1, rows));
    return new Tiling(cols, Math.max(wanted, tiles(cols, TILES_MAX)));
  }

  /// Number of tiles.
  public int tileCount() {
    return (int) tiles(units, unitsPerTile);
  }

  /// First unit of a tile.
  public long first(int tile) {
    requireTile(tile);
    return tile * unitsPerTile;
  }

  /// The unit after the last one of a tile.
  public long limit(int tile) {
    requireTile(tile);
    // Not first + unitsPerTile: that can overflow in the last tile.
    return tile == tileCount() - 1 ? units : (tile + 1) * unitsPerTile;
  }

  /// How many tiles of this size hold the units.
  private static long tiles(long units, long unitsPerTile) {
    return units / unitsPerTile + (units % unitsPerTile == 0 ? 0 : 1);
  }

  private void requireTile(int tile) {
    if (tile < 0 || tile >= tileCount()) {
      throw new IllegalArgumentException(
          "tile out of range: tile=" + tile + ", tileCount=" + tileCount());
    }
  }

  private static void requirePositive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " out of range: " + name + "=" + value);
    }
  }
}
