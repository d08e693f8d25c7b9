package io.phalanx.shared.matrix;

/// The three values of a header's dict as they stand there: text of Python, not yet read.
///
/// @param descr the element type, such as `'<f8'`
/// @param fortranOrder `True` or `False`
/// @param shape a tuple of whole numbers
record NpyDict(String descr, String fortranOrder, String shape) {}
