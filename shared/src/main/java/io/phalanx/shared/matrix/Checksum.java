package io.phalanx.shared.matrix;

import io.phalanx.shared.config.Sha256;
import java.lang.foreign.MemorySegment;
import java.security.MessageDigest;

/// A fingerprint of a matrix's data.
public final class Checksum {
  private static final long BLOCK_BYTES = 1 << 20;

  private Checksum() {}

  /// SHA-256 of the data bytes alone, as 64 hexadecimal digits: the same for the same elements
  /// whatever the header looks like, and the same as
  /// `hashlib.sha256(numpy.load(path).tobytes()).hexdigest()`.
  public static String sha256(Grid grid) {
    MessageDigest digest = Sha256.digest();
    MemorySegment memory = grid.memory();
    for (long first = 0; first < memory.byteSize(); first += BLOCK_BYTES) {
      long bytes = Math.min(BLOCK_BYTES, memory.byteSize() - first);
      digest.update(memory.asSlice(first, bytes).asByteBuffer());
    }
    return Sha256.hex(digest);
  }
}
