package io.phalanx.worker.blas;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/// The OpenBLAS that the build unpacked.
final class Library {
  private Library() {}

  /// Its file. Tests are skipped on platforms that have none.
  static Path file() {
    Path file = Path.of(System.getProperty("phalanx.openblas", "missing"));
    boolean supported =
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").matches("amd64|aarch64");
    assumeTrue(supported || Files.exists(file), "no OpenBLAS for this platform");
    return file;
  }
}
