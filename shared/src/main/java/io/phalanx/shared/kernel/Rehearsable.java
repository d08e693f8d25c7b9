package io.phalanx.shared.kernel;

/// A kernel of two forms that give the same bits: a scalar one, which is fast within milliseconds
/// of a process's start, and the vector one, which until it is compiled is a hundred times slower.
///
/// It computes in the scalar form until it is told that the vector one is ready. That holds for the
/// operation, in this process, for good: later kernels of it begin in the vector form.
public interface Rehearsable {
  /// Elements that one [#rehearse] computes.
  int ELEMENTS = 1024;

  /// True once the vector form computes.
  boolean isRehearsed();

  /// Runs the vector form once over private memory. Another thread may do so while the kernel
  /// computes, but only one.
  void rehearse();

  /// Says that the vector form is compiled, from whatever thread.
  void adopt();
}
