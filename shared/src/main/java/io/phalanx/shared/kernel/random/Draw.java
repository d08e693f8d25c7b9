package io.phalanx.shared.kernel.random;

/// 64 random bits to one random number, the same on every machine.
interface Draw {
  /// 2^-53, the distance of neighbouring uniform numbers.
  double STEP = 0x1p-53;

  /// The number that these bits stand for.
  double of(long bits);
}
