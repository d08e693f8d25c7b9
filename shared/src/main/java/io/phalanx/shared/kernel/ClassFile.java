package io.phalanx.shared.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/// The compiled form of a class, from which copies of it are defined as hidden classes: a loop that
/// has a copy for each function is compiled for each.
public final class ClassFile {
  private ClassFile() {}

  /// The bytes of its class file, which lies where the class was loaded from.
  public static byte[] of(Class<?> type) throws IOException {
    String name = type.getSimpleName() + ".class";
    try (InputStream bytes = type.getResourceAsStream(name)) {
      return Objects.requireNonNull(bytes, name).readAllBytes();
    }
  }
}
