package io.phalanx.shared.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256, as 64 lower-case hexadecimal digits.
public final class Sha256 {
  private static final int READ_BYTES = 64 << 10;

  private Sha256() {}

  /// What a file held as it was read.
  ///
  /// @param hex its SHA-256
  /// @param bytes its size
  public record OfFile(String hex, long bytes) {}

  /// Something to compute it with, piece by piece.
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// Ends a computation.
  public static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /// Reads a file.
  public static OfFile of(Path file) throws IOException {
    MessageDigest digest = digest();
    byte[] some = new byte[READ_BYTES];
    long bytes = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(some); n >= 0; n = in.read(some)) {
        digest.update(some, 0, n);
        bytes += n;
      }
    }
    return new OfFile(hex(digest), bytes);
  }
}
