package io.phalanx.shared.kernel.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.kernel.Product;
import io.phalanx.shared.kernel.Product.Shape;
import io.phalanx.shared.kernel.Product.Sides;
import io.phalanx.shared.kernel.ProductCut;
import io.phalanx.shared.kernel.catalog.Operations;
import io.phalanx.shared.kernel.vector.Elements;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import io.phalanx.shared.testing.Grids;
import io.phalanx.shared.testing.ProductCases;
import io.phalanx.shared.testing.ProductRun;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Products by the loops of our own.
class ProductTest {
  private static final DType F8 = DType.FLOAT64;

  @Test
  void shouldComeCloseToTheScalarKernelWhateverTheShape() {
    ProductCases.all().forEach(run -> run.assertClose(run.computed(null)));
    ProductCases.assertKeepsWithin(new JavaBlas(F8));
  }

  @Test
  void shouldGiveTheScalarBitsWhenSumsAreNotCut() {
    for (ProductRun run : ProductCases.all()) {
      Grid expected = run.expected();
      Grid found = run.computed(null, new ProductCut(shape(run), 50, 50, Long.MAX_VALUE));
      assertThat(found.memory().mismatch(expected.memory())).as("%s", run).isEqualTo(-1);
    }
  }

  @Test
  void shouldGiveTheScalarBitsWhenShapesStraddleTheBlocksOfTheCaches() {
    int[][] shapes = {
      {130, 513, 30}, {2, 300, Panels.COLS_MAX + 13}, {1, 2_000, 1}, {1, 1, 2_000}, {2_000, 1, 1}
    };
    for (int[] mkn : shapes) {
      Grid a = Grids.random(mkn[0], mkn[1], F8, 1, true);
      Grid b = Grids.random(mkn[1], mkn[2], F8, 2, true);
      ProductRun run = ProductRun.of("matmul", Map.of(), a, b);
      assertThat(run.computed(null).memory().mismatch(run.expected().memory())).isEqualTo(-1);
    }
  }

  @Test
  void shouldAddSlabsInTheirOrder() {
    for (DType type : List.of(F8, DType.FLOAT32)) {
      Grid a = Grids.random(700, 37, type, 1, false);
      for (String name : List.of("gram", "cov", "corr")) {
        ProductRun run = ProductRun.of(name, Map.of(), a);
        ProductCut cut = new ProductCut(shape(run), 10, 10, 90);
        Grid found = run.computed(null, cut);
        run.assertClose(found);
        assertThat(run.computed(null, cut).memory().mismatch(found.memory())).isEqualTo(-1);
      }
      Grid b = Grids.random(700, 41, type, 2, false);
      Grid c = Grids.random(37, 41, type, 3, false);
      ProductRun run = ProductRun.of("matmul", Map.of("transa", "true", "beta", "2"), a, b, c);
      run.assertClose(run.computed(null, new ProductCut(shape(run), 10, 20, 90)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "matmul, '', 5x3",
    "matmul, a,  3x5",
    "matmul, b,  3x5",
    "matmul, ab, 5x3",
    "matvec, '', 5x1",
    "matvec, a,  3x1",
  })
  void shouldNameSidesThatFitTogether(String name, String transposed, String second) {
    Map<String, String> params = new HashMap<>();
    transposed.chars().forEach(input -> params.put("trans" + (char) input, "true"));
    Operation operation = Operations.find(name, 2);
    Params checked = Params.check(name, operation.parameters(), params);
    Product product = (Product) operation.kernels().scalar(checked, List.of(F8, F8));

    List<Sides> fitting = product.fitting(new Sides(3, 5));

    assertThat(fitting).hasToString("[3x5, " + second + "]");
    assertThat(product.shape(fitting).depth()).isPositive();
  }

  @Test
  void shouldBeSymmetricToTheBit() {
    Grid a = Grids.random(90, 57, F8, 4, false);
    for (String name : List.of("gram", "cov", "corr")) {
      ProductRun run = ProductRun.of(name, Map.of(), a);
      Grid found = run.computed(null, new ProductCut(shape(run), 16, 16, 90));
      for (int i = 0; i < 57; i++) {
        for (int j = 0; j < i; j++) {
          assertThat(at(found, i, j)).isEqualTo(at(found, j, i));
        }
      }
    }
  }

  @Test
  void shouldCorrelateAsOneWithItselfAndAsNaNWithWhatIsConstant() {
    Grid a = Grids.random(50, 3, F8, 5, false);
    for (int i = 0; i < 50; i++) {
      Elements.put(a.memory(), F8, i * 3 + 1, 7);
    }
    Grid found = ProductRun.of("corr", Map.of(), a).computed(null);

    assertThat(at(found, 0, 0)).isEqualTo(1);
    assertThat(at(found, 2, 2)).isEqualTo(1);
    assertThat(at(found, 0, 2)).isBetween(-1.0, 1.0);
    for (int i = 0; i < 3; i++) {
      assertThat(at(found, 1, i)).isNaN();
      assertThat(at(found, i, 1)).isNaN();
    }
  }

  @Test
  void shouldDivideByZeroAsNumPyWhereNoDegreeOfFreedomIsLeft() {
    Grid a = Grids.random(2, 3, F8, 6, false);
    Grid found = ProductRun.of("cov", Map.of("ddof", "2"), a).computed(null);

    assertThat(at(found, 0, 0)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void shouldShowSignsOfLifeWithinALongTile() {
    Grid a = Grids.random(3, 10_000, DType.INT32, 7, false);
    Grid b = Grids.random(10_000, 1000, DType.INT32, 8, false);
    Product product = (Product) Matrices.vector("matmul", DType.INT32, DType.INT32);
    Shape shape = product.shape(List.of(new Sides(3, 10_000), new Sides(10_000, 1000)));
    int[] signs = new int[1];
    product.multiply(
        Product.Part.ofRows(shape, 0, 3),
        new Product.Operands(List.of(a, b), List.of()),
        new Product.Target(Grids.empty(3, 1000, F8), 0),
        () -> signs[0]++);
    assertThat(signs[0]).isGreaterThan(10);
  }

  @Test
  void shouldNameTheSidesWhenTheyDoNotFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> shape("matmul", Map.of(), new Sides(2, 3), new Sides(4, 5)))
        .withMessage("inner dimensions differ: a=2x3, b=4x5");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> shape("matmul", Map.of("transb", "true"), new Sides(2, 3), new Sides(3, 5)))
        .withMessage("inner dimensions differ: a=2x3, b=5x3");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> shape("matmul", Map.of(), new Sides(2, 3), new Sides(3, 5), new Sides(5, 2)))
        .withMessage("third input does not fit the product: c=5x2, wanted=2x5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> shape("matvec", Map.of(), new Sides(2, 3), new Sides(3, 5)))
        .withMessage("second input is no vector: columns=5");
  }

  private static Shape shape(String name, Map<String, String> params, Sides... sides) {
    Grid[] inputs = new Grid[sides.length];
    for (int i = 0; i < sides.length; i++) {
      inputs[i] = Grids.empty(sides[i].rows(), sides[i].cols(), F8);
    }
    return shape(ProductRun.of(name, params, inputs));
  }

  private static Shape shape(ProductRun run) {
    Product product =
        (Product)
            run.operation()
                .kernels()
                .scalar(run.params(), run.inputs().stream().map(Grid::dtype).toList());
    return product.shape(
        run.inputs().stream().map(grid -> new Sides(grid.rows(), grid.cols())).toList());
  }

  private static double at(Grid grid, int row, int col) {
    return Elements.get(grid.memory(), grid.dtype(), row * grid.cols() + col);
  }
}
