package io.phalanx.coordinator.download.body;

import io.phalanx.shared.config.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// A SHA-256, as 64 lower-case hexadecimal digits: of an address, as its key, or of a body.
///
/// @param hex the digits
public record Hash(String hex) {
  /// Length of its binary form.
  public static final int BYTES = 32;

  private static final HexFormat HEX = HexFormat.of();

  public Hash {
    if (hex.length() != 2 * BYTES || !hex.chars().allMatch(Hash::isDigit)) {
      throw new IllegalArgumentException("not a SHA-256: hex=" + hex);
    }
  }

  /// The hash of a text's UTF-8 bytes.
  public static Hash of(String text) {
    return of(Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /// The hash that a digest has come to.
  public static Hash of(byte[] digest) {
    return new Hash(HEX.formatHex(digest));
  }

  /// Its binary form.
  public byte[] bytes() {
    return HEX.parseHex(hex);
  }

  private static boolean isDigit(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }
}
