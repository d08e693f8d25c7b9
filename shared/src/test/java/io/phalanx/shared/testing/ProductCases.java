package io.phalanx.shared.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.shared.kernel.Blas;
import io.phalanx.shared.kernel.vector.Elements;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Products of every kind, for whatever multiplies them: shapes around the sizes that kernels treat
/// specially, transposes, factors, types, and elements that are no numbers.
public final class ProductCases {
  private static final int[] SIDES = {0, 1, 3, 7, 63, 64, 65};
  private static final int[] DEPTHS = {0, 1, 7, 65, 300};
  private static final List<DType> FLOATS = List.of(DType.FLOAT64, DType.FLOAT32);
  private static final List<String> FLAGS = List.of("false", "true");

  private ProductCases() {}

  /// All of them.
  public static List<ProductRun> all() {
    List<ProductRun> runs = new ArrayList<>();
    for (DType type : FLOATS) {
      products(type, runs);
      vectors(type, runs);
      squares(type, runs);
    }
    mixed(runs);
    return runs;
  }

  /// What a Blas is to leave alone: everything beside C, and C where there is nothing to multiply.
  public static void assertKeepsWithin(Blas blas) {
    Grid a = Grids.random(5, 9, DType.FLOAT64, 1, false);
    Grid b = Grids.random(9, 3, DType.FLOAT64, 2, false);
    ProductRun run = ProductRun.of("matmul", Map.of(), a, b);
    byte[] before = a.memory().toArray(ValueLayout.JAVA_BYTE);
    run.assertClose(run.computed(blas));
    assertThat(a.memory().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(before);
  }

  private static void products(DType type, List<ProductRun> runs) {
    for (int m : SIDES) {
      for (int n : SIDES) {
        int kind = m + 2 * n;
        int k = DEPTHS[kind % DEPTHS.length];
        runs.add(product(type, new int[] {m, k, n}, kind % 2 == 1, kind % 4 > 1));
      }
    }
    for (String transa : FLAGS) {
      for (String transb : FLAGS) {
        boolean a = Boolean.parseBoolean(transa);
        boolean b = Boolean.parseBoolean(transb);
        runs.add(product(type, new int[] {65, 64, 63}, a, b));
        runs.add(product(type, new int[] {30, 1025, 20}, a, b));
        runs.add(edges(type, a, b));
      }
    }
  }

  private static ProductRun product(DType type, int[] mkn, boolean a, boolean b) {
    Grid left = Grids.random(a ? mkn[1] : mkn[0], a ? mkn[0] : mkn[1], type, mkn[0], false);
    Grid right = Grids.random(b ? mkn[2] : mkn[1], b ? mkn[1] : mkn[2], type, mkn[2], false);
    Map<String, String> params =
        Map.of("transa", String.valueOf(a), "transb", String.valueOf(b), "alpha", "-1.5");
    if (mkn[0] % 2 == 0) {
      return ProductRun.of("matmul", params, left, right);
    }
    Grid third = Grids.random(mkn[0], mkn[2], type, mkn[1], false);
    return ProductRun.of(
        "matmul",
        Map.of("transa", String.valueOf(a), "transb", String.valueOf(b), "beta", "0.25"),
        left,
        right,
        third);
  }

  /// Some elements NaN, infinite or zero; none so large that the order of sums decides on overflow.
  private static ProductRun edges(DType type, boolean a, boolean b) {
    Grid left = spotted(a ? 40 : 37, a ? 37 : 40, type, 5);
    Grid right = spotted(b ? 29 : 40, b ? 40 : 29, type, 6);
    return ProductRun.of(
        "matmul", Map.of("transa", String.valueOf(a), "transb", String.valueOf(b)), left, right);
  }

  private static Grid spotted(int rows, int cols, DType type, long seed) {
    Grid grid = Grids.random(rows, cols, type, seed, false);
    double[] spots = {
      Double.NaN, Double.POSITIVE_INFINITY, 0.0, -0.0, Double.NEGATIVE_INFINITY, 0.0, 0.0
    };
    for (int i = 0; i < spots.length; i++) {
      long at = (i * 211L + seed * 17) % grid.elements();
      Elements.put(grid.memory(), type, at, spots[i]);
    }
    return grid;
  }

  private static void vectors(DType type, List<ProductRun> runs) {
    for (int m : SIDES) {
      for (int k : SIDES) {
        Grid x = Grids.random(k, 1, type, 4, false);
        runs.add(ProductRun.of("matvec", Map.of(), Grids.random(m, k, type, 3, false), x));
        runs.add(
            ProductRun.of(
                "matvec", Map.of("transa", "true"), Grids.random(k, m, type, 3, false), x));
      }
    }
    Grid x = spotted(40, 1, type, 5);
    runs.add(ProductRun.of("matvec", Map.of(), spotted(37, 40, type, 6), x));
    runs.add(ProductRun.of("matvec", Map.of("transa", "true"), spotted(40, 37, type, 6), x));
    Grid row = spotted(1, 40, type, 7);
    runs.add(ProductRun.of("matmul", Map.of(), row, spotted(40, 37, type, 8)));
    runs.add(ProductRun.of("matmul", Map.of("transa", "true"), x, spotted(40, 37, type, 8)));
  }

  private static void squares(DType type, List<ProductRun> runs) {
    for (int rows : new int[] {1, 65, 300}) {
      for (int cols : SIDES) {
        Grid a = Grids.random(rows, cols, type, rows + cols, false);
        runs.add(ProductRun.of("gram", Map.of("alpha", "0.5"), a));
        runs.add(ProductRun.of("cov", Map.of(), a));
        runs.add(ProductRun.of("cov", Map.of("ddof", "0"), a));
        runs.add(ProductRun.of("corr", Map.of(), a));
      }
    }
    runs.add(ProductRun.of("gram", Map.of(), spotted(50, 37, type, 9)));
    runs.add(ProductRun.of("cov", Map.of(), spotted(50, 37, type, 9)));
    runs.add(ProductRun.of("corr", Map.of(), spotted(50, 37, type, 9)));
    runs.add(ProductRun.of("gram", Map.of(), Grids.random(2, 1100, type, 9, false)));
    runs.add(ProductRun.of("gram", Map.of(), Grids.random(5000, 5, type, 9, false)));
  }

  private static void mixed(List<ProductRun> runs) {
    for (DType left : DType.values()) {
      for (DType right : DType.values()) {
        Grid a = Grids.random(9, 270, left, 1, false);
        Grid b = Grids.random(270, 17, right, 2, false);
        runs.add(ProductRun.of("matmul", Map.of("alpha", "0.5"), a, b));
      }
      runs.add(ProductRun.of("gram", Map.of(), Grids.random(40, 9, left, 3, false)));
      runs.add(ProductRun.of("corr", Map.of(), Grids.random(40, 9, left, 3, false)));
    }
  }
}
