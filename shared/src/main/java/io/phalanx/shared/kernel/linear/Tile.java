package io.phalanx.shared.kernel.linear;

/// The innermost piece of a product: [#ROWS] rows and three vectors of columns of C, which stay in
/// registers while k runs.
///
/// Each of its elements is `c = fma(a, b, c)` for k ascending, one chain; so no blocking around it
/// changes a bit. A packed panel of A holds [#ROWS] elements per k, one of B [#cols] elements per
/// k, both without gaps, so that two running pointers serve the loop.
interface Tile {
  int ROWS = 4;

  /// Vectors side by side: 12 accumulators, 3 of B and 1 of A fill 16 vector registers.
  int VECTORS = 3;

  /// Columns of the tile.
  int cols();

  /// Bytes of an element.
  int elementBytes();

  /// Adds the products of two panels to a tile in memory.
  ///
  /// @param depth number of k
  /// @param a address of the panel of A
  /// @param b address of the panel of B
  /// @param tile address of the elements, [#cols] to a row
  void multiply(int depth, long a, long b, long tile);

  /// Copies a whole tile.
  void copy(long from, long fromStrideBytes, long to, long toStrideBytes);

  /// Makes every NaN of a tile the one that Java calls canonical: which one a product of NaNs is
  /// depends on the order of operands in machine code.
  void settle(long tile);

  /// Copies neighbouring elements to a panel, a step apart.
  ///
  /// @param source elements of the tile's type
  /// @param step distance of what is written, in elements: [#ROWS] or [#cols]
  void spread(long source, int count, long target, int step);

  /// Copies a panel of B of full width.
  ///
  /// @param source elements of the tile's type
  void gather(long source, long strideBytes, int depth, long target);
}
