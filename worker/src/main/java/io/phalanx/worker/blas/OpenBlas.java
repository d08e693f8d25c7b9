package io.phalanx.worker.blas;

import io.phalanx.shared.kernel.Blas;
import io.phalanx.shared.kernel.Gemm;
import io.phalanx.shared.kernel.Gemm.Block;
import io.phalanx.shared.kernel.Gemm.Extent;
import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.matrix.DType;
import java.nio.file.Path;

/// OpenBLAS, on one thread unless the settings say otherwise: workers are the threads.
///
/// Its results depend on extents and strides, on the kernels that it chose for the processor, and
/// on how it shares out a product among threads. Memory is handed over as plain addresses, so
/// nothing is copied.
final class OpenBlas implements Blas {
  private final OpenBlasCalls float64;
  private final OpenBlasCalls float32;
  private final String identity;

  private OpenBlas(OpenBlasCalls float64, OpenBlasCalls float32, String identity) {
    this.float64 = float64;
    this.float32 = float32;
    this.identity = identity;
  }

  /// Loads the library, for as long as this process lives.
  ///
  /// @throws IllegalArgumentException if it cannot be loaded
  /// @throws java.util.NoSuchElementException if it is no OpenBLAS
  static OpenBlas load(Path file, int threads) {
    OpenBlasLibrary library = OpenBlasLibrary.load(file);
    library.useThreads(threads);
    return new OpenBlas(
        OpenBlasCalls.float64(library),
        OpenBlasCalls.float32(library),
        library.identity() + " threads=" + threads);
  }

  /// Version, how it was built, the processor whose kernels it uses, and on how many threads.
  String identity() {
    return identity;
  }

  @Override
  public void multiply(Gemm product) {
    OpenBlasCalls calls = product.type() == DType.FLOAT64 ? float64 : float32;
    Extent extent = product.extent();
    Block a = product.a();
    Block b = product.b();
    Block c = product.c();
    if (product.triangle()) {
      calls.syrk(product);
    } else if (extent.cols() == 1) {
      clear(product, extent.rows(), c.stride());
      long step = b.transposed() ? 1 : b.stride();
      calls.gemv(a, extent.rows(), new Line(b.address(), step, extent.depth()), c(c, c.stride()));
    } else if (extent.rows() == 1) {
      clear(product, extent.cols(), 1);
      Block turned = new Block(b.address(), b.stride(), !b.transposed());
      long step = a.transposed() ? a.stride() : 1;
      calls.gemv(turned, extent.cols(), new Line(a.address(), step, extent.depth()), c(c, 1));
    } else {
      calls.gemm(product);
    }
  }

  /// Elements in memory, a step of elements apart.
  record Line(long address, long step, int count) {}

  private static Line c(Block c, long step) {
    return new Line(c.address(), step, 0);
  }

  /// Some versions multiply what a vector held by a beta of 0, and so keep its NaNs.
  private static void clear(Gemm product, int count, long step) {
    long bytes = product.type().bytes();
    for (int i = 0; i < count && !product.adds(); i++) {
      Memory.ALL.asSlice(product.c().address() + i * step * bytes, bytes).fill((byte) 0);
    }
  }
}
