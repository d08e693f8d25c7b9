package io.phalanx.worker.blas;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// The library itself, and what it says of itself.
@SuppressWarnings("restricted") // calls to C, with the signatures of cblas.h; the file is our own
final class OpenBlasLibrary {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final long TEXT_BYTES_MAX = 512;

  private final SymbolLookup symbols;

  private OpenBlasLibrary(SymbolLookup symbols) {
    this.symbols = symbols;
  }

  /// Loads it for good: the arena is never closed.
  static OpenBlasLibrary load(Path file) {
    return new OpenBlasLibrary(SymbolLookup.libraryLookup(file, Arena.global()));
  }

  /// A routine of the library.
  ///
  /// @throws java.util.NoSuchElementException if it has none of this name
  MethodHandle routine(String name, FunctionDescriptor signature) {
    return LINKER.downcallHandle(symbols.findOrThrow(name), signature);
  }

  /// The same in the environment (OPENBLAS_NUM_THREADS) keeps it from starting more at all; this
  /// holds where nobody set that.
  void useThreads(int threads) {
    FunctionDescriptor signature = FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT);
    try {
      routine("openblas_set_num_threads", signature).invokeExact(threads);
    } catch (Throwable e) {
      throw callFailed("openblas_set_num_threads", e);
    }
  }

  /// Version, how it was built, and the processor whose kernels it uses.
  String identity() {
    return text("openblas_get_config").strip() + " core=" + text("openblas_get_corename");
  }

  private String text(String name) {
    FunctionDescriptor signature = FunctionDescriptor.of(ValueLayout.ADDRESS);
    try {
      MemorySegment text = (MemorySegment) routine(name, signature).invokeExact();
      return text.reinterpret(TEXT_BYTES_MAX).getString(0);
    } catch (Throwable e) {
      throw callFailed(name, e);
    }
  }

  /// A method handle declares Throwable; none of these can throw but for a defect, or for want of
  /// memory.
  static RuntimeException callFailed(String call, Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return e instanceof RuntimeException known
        ? known
        : new IllegalStateException("call to OpenBLAS failed: call=" + call, e);
  }
}
