package io.phalanx.shared.kernel.random;

/// The counter-based generator Philox4x64-10: 256 bits of counter and 128 bits of key to 256 random
/// bits, without a state to be carried along.
///
/// J. K. Salmon et al., "Parallel Random Numbers: As Easy as 1, 2, 3", SC 2011. The key is (seed,
/// row), the counter the number of the block from 1 on, as in `numpy.random.Philox(key=seed + (row
/// << 64))`.
final class Philox {
  /// 64-bit words in a block.
  static final int WORDS = 4;

  static final long MULTIPLIER_0 = 0xD2E7470EE14C6C93L;
  static final long MULTIPLIER_1 = 0xCA5A826395121157L;
  static final long WEYL_0 = 0x9E3779B97F4A7C15L;
  static final long WEYL_1 = 0xBB67AE8584CAA73BL;
  static final int ROUNDS = 10;

  private final long seed;
  private long word0;
  private long word1;
  private long word2;
  private long word3;

  Philox(long seed) {
    this.seed = seed;
  }

  /// Makes one block of a row.
  ///
  /// @param block counted from 0
  void generate(long row, long block) {
    long key0 = seed;
    long key1 = row;
    long c0 = block + 1;
    long c1 = 0;
    long c2 = 0;
    long c3 = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long next0 = Math.unsignedMultiplyHigh(MULTIPLIER_1, c2) ^ c1 ^ key0;
      long next2 = Math.unsignedMultiplyHigh(MULTIPLIER_0, c0) ^ c3 ^ key1;
      c1 = MULTIPLIER_1 * c2;
      c3 = MULTIPLIER_0 * c0;
      c0 = next0;
      c2 = next2;
      key0 += WEYL_0;
      key1 += WEYL_1;
    }
    word0 = c0;
    word1 = c1;
    word2 = c2;
    word3 = c3;
  }

  /// A word of the block made last.
  ///
  /// @param index its two lowest bits count
  long word(long index) {
    return switch ((int) index & 3) {
      case 0 -> word0;
      case 1 -> word1;
      case 2 -> word2;
      default -> word3;
    };
  }
}
