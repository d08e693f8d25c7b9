package io.phalanx.shared.kernel.random;

/// 64 random bits to one random number, the same on every machine.
interface Draw {
  /// 2^-53, the distance of neighbouring uniform numbers.
  double STEP = 0x1p-53;

  /// The number that these bits stand for.
  double of(long bits);

  /// The numbers of some words, in a loop of each draw's own, into which the compiler takes [#of].
  ///
  /// @param first index of the first word
  /// @param count how many
  /// @param values where to, from its beginning
  void of(long[] words, int first, int count, double[] values);
}
