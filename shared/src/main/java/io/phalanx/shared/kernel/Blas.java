package io.phalanx.shared.kernel;

/// What multiplies blocks of matrices: a native library, or loops of our own.
///
/// It works on plain addresses by the rules of [Memory]. The bits of a result depend on the
/// arguments alone (extents, strides and elements), so that every process of a machine that uses
/// the same engine gets the same ones. One thread uses an instance at a time.
@FunctionalInterface
public interface Blas {
  /// The parameter of an operation that says what multiplies.
  String ENGINE = "engine";

  /// OpenBLAS where it loads, otherwise Java.
  String ENGINE_AUTO = "auto";

  /// OpenBLAS; a job fails where it does not load.
  String ENGINE_OPENBLAS = "openblas";

  /// The loops of this project, whose results are the same on every machine.
  String ENGINE_JAVA = "java";

  /// Computes one product.
  void multiply(Gemm product);
}
