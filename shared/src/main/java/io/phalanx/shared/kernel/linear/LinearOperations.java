package io.phalanx.shared.kernel.linear;

import io.phalanx.shared.kernel.Blas;
import io.phalanx.shared.kernel.Kernel;
import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Operation.Family;
import io.phalanx.shared.kernel.Operation.Kernels;
import io.phalanx.shared.kernel.Operation.Traits;
import io.phalanx.shared.kernel.Parameter;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.kernel.linear.Formula.Pair;
import io.phalanx.shared.kernel.linear.Formula.Square;
import io.phalanx.shared.matrix.DType;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Matrix products and transpose, by name.
public final class LinearOperations {
  /// Out of place. Sums of K products, rounded as BLAS does: near to scale with the product of the
  /// magnitudes, not with the result.
  private static final Traits PRODUCT = new Traits(false, true, 0.0, "2K roundings");

  private static final Traits EXACT = new Traits(false, true, 0.0, "exact");

  private static final Parameter ALPHA = Parameter.number("alpha", "1", "times the product");
  private static final Parameter BETA = Parameter.number("beta", "1", "times the third input");

  private LinearOperations() {}

  /// Every operation of linear algebra.
  public static List<Operation> all() {
    return List.of(
        matmul(2, "alpha A B, or with transa, transb of their transposes", List.of(ALPHA)),
        matmul(3, "alpha A B + beta C, where C is the third input", List.of(ALPHA, BETA)),
        product(
            "matvec",
            2,
            List.of(transposing("transa"), ALPHA, engine()),
            "alpha A x, where x is one column; with transa of A's transpose",
            LinearOperations::matvec),
        product(
            "gram",
            1,
            List.of(ALPHA, engine()),
            "the transpose of A times A, each pair of columns once",
            (params, types) ->
                new Formula(
                    new Square(),
                    List.of(),
                    ScaleAndAdd.of(params.number("alpha"), 0.0, false),
                    productType(types))),
        product(
            "cov",
            1,
            List.of(
                Parameter.integer("ddof", "1", "subtracted from the number of rows in the divisor"),
                engine()),
            "covariances of the columns, float64, as numpy.cov(rowvar=False)",
            (params, types) ->
                new Formula(
                    new Square(),
                    List.of("mean"),
                    new Covariance(params.integer("ddof")),
                    DType.FLOAT64)),
        product(
            "corr",
            1,
            List.of(engine()),
            "correlations of the columns, float64, as numpy.corrcoef(rowvar=False)",
            (params, types) ->
                new Formula(
                    new Square(), List.of("mean", "std"), new Correlation(false), DType.FLOAT64)),
        transpose());
  }

  private static Operation matmul(int inputs, String summary, List<Parameter> factors) {
    List<Parameter> parameters =
        List.of(transposing("transa"), transposing("transb"), factors.getFirst(), engine());
    if (factors.size() > 1) {
      parameters =
          List.of(
              transposing("transa"),
              transposing("transb"),
              factors.getFirst(),
              factors.getLast(),
              engine());
    }
    return product(
        "matmul",
        inputs,
        parameters,
        summary,
        (params, types) ->
            new Formula(
                new Pair(isTrue(params, "transa"), isTrue(params, "transb"), false),
                List.of(),
                ScaleAndAdd.of(
                    params.number("alpha"), inputs > 2 ? params.number("beta") : 0.0, inputs > 2),
                productType(types)));
  }

  private static Formula matvec(Params params, List<DType> types) {
    return new Formula(
        new Pair(isTrue(params, "transa"), false, true),
        List.of(),
        ScaleAndAdd.of(params.number("alpha"), 0.0, false),
        productType(types));
  }

  private static Operation transpose() {
    return new Operation(
        "transpose",
        Family.TRANSPOSE,
        1,
        List.of(),
        EXACT,
        "rows become columns, elements of any type keep their bits",
        new ByType(
            types -> new BlockedTranspose(types.getFirst()),
            types -> new ScalarTranspose(types.getFirst())));
  }

  private static Operation product(
      String name,
      int inputs,
      List<Parameter> parameters,
      String summary,
      BiFunction<Params, List<DType>, Formula> formula) {
    return new Operation(
        name, Family.PRODUCT, inputs, parameters, PRODUCT, summary, new Products(formula));
  }

  private static Parameter transposing(String name) {
    return Parameter.word(name, List.of("false", "true"), "true for the transpose of this input");
  }

  private static Parameter engine() {
    return Parameter.word(
        Blas.ENGINE,
        List.of(Blas.ENGINE_AUTO, Blas.ENGINE_OPENBLAS, Blas.ENGINE_JAVA),
        "what multiplies: java gives the same bits on every machine");
  }

  private static boolean isTrue(Params params, String name) {
    return Boolean.parseBoolean(params.word(name));
  }

  private static DType productType(List<DType> types) {
    return types.stream().allMatch(type -> type == DType.FLOAT32) ? DType.FLOAT32 : DType.FLOAT64;
  }

  /// One formula, computed by three engines.
  private record Products(BiFunction<Params, List<DType>, Formula> formulas) implements Kernels {
    @Override
    public Kernel vector(Params params, List<DType> types) {
      Formula formula = formulas.apply(params, types);
      return new MatrixProduct(formula, new JavaBlas(formula.type()));
    }

    @Override
    public Kernel scalar(Params params, List<DType> types) {
      return new MatrixProduct(formulas.apply(params, types), new ScalarBlas());
    }

    @Override
    public boolean multiplies() {
      return true;
    }

    @Override
    public Kernel with(Blas blas, Params params, List<DType> types) {
      return new MatrixProduct(formulas.apply(params, types), blas);
    }
  }

  /// Kernels that depend on the element types alone.
  private record ByType(Function<List<DType>, Kernel> fast, Function<List<DType>, Kernel> reference)
      implements Kernels {
    @Override
    public Kernel vector(Params params, List<DType> types) {
      return fast.apply(types);
    }

    @Override
    public Kernel scalar(Params params, List<DType> types) {
      return reference.apply(types);
    }
  }
}
