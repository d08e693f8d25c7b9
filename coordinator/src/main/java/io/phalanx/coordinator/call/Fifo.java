package io.phalanx.coordinator.call;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Makes FIFOs, by mkfifo(3): a file system call that Java lacks.
@SuppressWarnings("restricted") // one call to C, with the signature of its header
final class Fifo {
  private static final int OWNER_ONLY = 0600;

  private static final MethodHandle MKFIFO =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("mkfifo"),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));

  private Fifo() {}

  /// Makes one that only its owner can open.
  static Path create(Path path) throws IOException {
    byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
    ByteBuffer text = ByteBuffer.allocateDirect(name.length + 1).put(name).rewind();
    int error;
    try {
      error = (int) MKFIFO.invokeExact(MemorySegment.ofBuffer(text), OWNER_ONLY);
    } catch (Throwable e) {
      throw new IllegalStateException("cannot call mkfifo: cause=" + e, e);
    }
    if (error != 0) {
      throw new IOException("cannot make a FIFO: file=" + path);
    }
    return path;
  }
}
