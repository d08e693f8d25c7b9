package io.phalanx.shared.protocol;

/// A jar of user kernels and what is in it, so that a jar that was built anew is not taken for it.
///
/// @param path absolute path
/// @param bytes its size, 1 to [#BYTES_MAX]
/// @param sha256 of its content, 64 hexadecimal digits
public record KernelJarRef(String path, long bytes, String sha256) {
  /// Most jars of one job.
  public static final int JARS_MAX = 16;

  /// Largest jar in bytes.
  public static final long BYTES_MAX = 64 << 20;

  private static final String SHA_256 = "[0-9a-f]{64}";

  public KernelJarRef {
    if (bytes < 1 || bytes > BYTES_MAX) {
      throw new IllegalArgumentException(
          "kernel jar out of range: kernels=" + path + ", bytes=" + bytes + ", max=" + BYTES_MAX);
    }
    if (!sha256.matches(SHA_256)) {
      throw new IllegalArgumentException(
          "not a SHA-256: kernels=" + path + ", sha256=" + sha256 + ", wanted=" + SHA_256);
    }
  }

  static void requireFew(int jars) {
    if (jars > JARS_MAX) {
      throw new IllegalArgumentException(
          "too many kernel jars: jars=" + jars + ", max=" + JARS_MAX);
    }
  }
}
