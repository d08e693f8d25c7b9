package io.phalanx.coordinator.download.index;

import io.phalanx.coordinator.download.body.Hash;
import java.nio.ByteBuffer;

/// What the index knows of one address.
///
/// ```text
/// 0                    32      40           48
/// |SHA-256 of the body |bytes  |last used   |
/// ```
///
/// @param body hash of the body
/// @param bytes its length
/// @param usedMs when it was last used, ms since 1970
public record IndexRecord(Hash body, long bytes, long usedMs) {
  static final int BYTES = Hash.BYTES + 2 * Long.BYTES;

  byte[] encode() {
    return ByteBuffer.allocate(BYTES).put(body.bytes()).putLong(bytes).putLong(usedMs).array();
  }

  static IndexRecord decode(byte[] encoded) {
    ByteBuffer in = ByteBuffer.wrap(encoded);
    byte[] body = new byte[Hash.BYTES];
    in.get(body);
    return new IndexRecord(Hash.of(body), in.getLong(), in.getLong());
  }
}
