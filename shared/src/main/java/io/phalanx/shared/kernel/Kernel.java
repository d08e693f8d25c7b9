package io.phalanx.shared.kernel;

/// The arithmetic of one operation, bound to its parameters and element types.
///
/// A kernel computes on memory it is handed and knows no file, queue, clock or log. One instance
/// belongs to one thread: it may own scratch memory. Its results depend on its arguments alone,
/// never on how the work was cut: the same element gets the same bits in any tile.
public sealed interface Kernel
    permits ElementMap, RowMap, ColumnMap, Fill, Reduction, Product, Transpose {}
