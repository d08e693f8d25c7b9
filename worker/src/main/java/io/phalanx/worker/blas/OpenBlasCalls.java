package io.phalanx.worker.blas;

import io.phalanx.shared.kernel.Gemm;
import io.phalanx.shared.kernel.Gemm.Block;
import io.phalanx.shared.kernel.Gemm.Extent;
import io.phalanx.worker.blas.OpenBlas.Line;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/// The routines of one element type, with rows in C order, alpha 1 and beta 0 or 1.
///
/// Addresses go as plain longs, which C sees as pointers.
///
/// @param gemm `C = op(A) op(B)`
/// @param gemmAdding `C += op(A) op(B)`
/// @param syrk the lower triangle of `C = op(A) op(A)ᵀ`
/// @param syrkAdding the same, added
/// @param gemvAdding `y += op(A) x`
record OpenBlasCalls(
    MethodHandle gemm,
    MethodHandle gemmAdding,
    MethodHandle syrk,
    MethodHandle syrkAdding,
    MethodHandle gemvAdding) {
  private static final int ROW_MAJOR = 101;
  private static final int NO_TRANSPOSE = 111;
  private static final int TRANSPOSE = 112;
  private static final int LOWER = 122;

  private static final ValueLayout INT = ValueLayout.JAVA_INT;
  private static final ValueLayout ADDRESS = ValueLayout.JAVA_LONG;

  /// The routines for float64.
  static OpenBlasCalls float64(OpenBlasLibrary library) {
    return of(library, "cblas_d", ValueLayout.JAVA_DOUBLE, 0.0, 1.0);
  }

  /// The routines for float32.
  static OpenBlasCalls float32(OpenBlasLibrary library) {
    return of(library, "cblas_s", ValueLayout.JAVA_FLOAT, 0.0f, 1.0f);
  }

  private static OpenBlasCalls of(
      OpenBlasLibrary library, String prefix, ValueLayout real, Object zero, Object one) {
    // order, op(A), op(B), m, n, k, alpha, A, lda, B, ldb, beta, C, ldc
    MethodHandle gemm =
        library.routine(
            prefix + "gemm",
            signature(
                INT, INT, INT, INT, INT, INT, real, ADDRESS, INT, ADDRESS, INT, real, ADDRESS,
                INT));
    // order, triangle, op(A), n, k, alpha, A, lda, beta, C, ldc
    MethodHandle syrk =
        library.routine(
            prefix + "syrk",
            signature(INT, INT, INT, INT, INT, real, ADDRESS, INT, real, ADDRESS, INT));
    // order, op(A), m, n, alpha, A, lda, x, incx, beta, y, incy
    MethodHandle gemv =
        library.routine(
            prefix + "gemv",
            signature(INT, INT, INT, INT, real, ADDRESS, INT, ADDRESS, INT, real, ADDRESS, INT));
    return new OpenBlasCalls(
        bind(gemm, 6, one, 11, zero),
        bind(gemm, 6, one, 11, one),
        bind(syrk, 5, one, 8, zero),
        bind(syrk, 5, one, 8, one),
        bind(gemv, 4, one, 9, one));
  }

  /// Fixes the order of elements, alpha and beta.
  private static MethodHandle bind(
      MethodHandle routine, int alphaAt, Object alpha, int betaAt, Object beta) {
    MethodHandle withBeta = MethodHandles.insertArguments(routine, betaAt, beta);
    MethodHandle withBoth = MethodHandles.insertArguments(withBeta, alphaAt, alpha);
    return MethodHandles.insertArguments(withBoth, 0, ROW_MAJOR);
  }

  void gemm(Gemm product) {
    MethodHandle routine = product.adds() ? gemmAdding : gemm;
    Extent extent = product.extent();
    Block a = product.a();
    Block b = product.b();
    try {
      routine.invokeExact(
          operation(a),
          operation(b),
          extent.rows(),
          extent.cols(),
          extent.depth(),
          a.address(),
          (int) a.stride(),
          b.address(),
          (int) b.stride(),
          product.c().address(),
          (int) product.c().stride());
    } catch (Throwable e) {
      throw OpenBlasLibrary.callFailed("gemm", e);
    }
  }

  void syrk(Gemm product) {
    MethodHandle routine = product.adds() ? syrkAdding : syrk;
    Block a = product.a();
    try {
      routine.invokeExact(
          LOWER,
          operation(a),
          product.extent().rows(),
          product.extent().depth(),
          a.address(),
          (int) a.stride(),
          product.c().address(),
          (int) product.c().stride());
    } catch (Throwable e) {
      throw OpenBlasLibrary.callFailed("syrk", e);
    }
  }

  /// @param a the matrix
  /// @param rows of op(A)
  /// @param x as many as op(A) has columns
  /// @param y as many as op(A) has rows
  void gemv(Block a, int rows, Line x, Line y) {
    int storedRows = a.transposed() ? x.count() : rows;
    int storedCols = a.transposed() ? rows : x.count();
    try {
      gemvAdding.invokeExact(
          operation(a),
          storedRows,
          storedCols,
          a.address(),
          (int) a.stride(),
          x.address(),
          (int) x.step(),
          y.address(),
          (int) y.step());
    } catch (Throwable e) {
      throw OpenBlasLibrary.callFailed("gemv", e);
    }
  }

  private static int operation(Block block) {
    return block.transposed() ? TRANSPOSE : NO_TRANSPOSE;
  }

  private static FunctionDescriptor signature(MemoryLayout... parameters) {
    return FunctionDescriptor.ofVoid(parameters);
  }
}
