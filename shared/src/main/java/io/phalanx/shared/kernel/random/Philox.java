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

  Philox(long seed) {
    this.seed = seed;
  }

  /// Makes consecutive words of a row.
  ///
  /// @param block number of the first block, counted from 0
  /// @param words where to, from its beginning; a multiple of [#WORDS] long
  /// @param count how many words are wanted; what completes the last block is made too
  void generate(long row, long block, long[] words, int count) {
    for (int i = 0; i < count; i += WORDS) {
      generateBlock(row, block + i / WORDS, words, i);
    }
  }

  private void generateBlock(long row, long block, long[] words, int at) {
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
    words[at] = c0;
    words[at + 1] = c1;
    words[at + 2] = c2;
    words[at + 3] = c3;
  }
}
