package io.phalanx.shared.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.shared.kernel.Product.Part;
import io.phalanx.shared.kernel.Product.Shape;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductCutTest {
  private static final long MILLION = 1_000_000;

  @Test
  void shouldCutTheSquareIntoBandsThatABlasLikes() {
    assertThat(ProductCut.of(new Shape(4096, 4096, 4096, false)))
        .isEqualTo(new ProductCut(new Shape(4096, 4096, 4096, false), 512, 4096, 4096));
  }

  @Test
  void shouldNotCutSumsWhereRowsMakeEnoughTiles() {
    assertThat(ProductCut.of(new Shape(8192, 1, 8192, false)))
        .isEqualTo(new ProductCut(new Shape(8192, 1, 8192, false), 128, 1, 8192));
  }

  @ParameterizedTest
  @CsvSource({
    "100, 100, 10000000, true, 64",
    "100, 100, 10000000, false, 64",
    "1, 1, 10000000, false, 38",
    "100, 1, 10000000, false, 64",
    "10000000, 1, 100, false, 64",
    "1000, 1000, 10000000, true, 67",
    "1, 10000000, 3, false, 2442",
    "1, 1, 1, false, 1",
    "0, 5, 7, false, 0",
    "5, 7, 0, false, 1"
  })
  void shouldMakeEnoughTilesOfLongSumsAndThinMatrices(
      long rows, long cols, long depth, boolean symmetric, int tiles) {
    ProductCut cut = ProductCut.of(new Shape(rows, cols, depth, symmetric));

    assertThat(cut.tiles()).isEqualTo(tiles);
    assertThat(cut.slabs() * cut.sumsPerSlab()).isLessThanOrEqualTo(1 << 26);
  }

  @ParameterizedTest
  @CsvSource({"16384, 16384, 16384", "30000, 30000, 30000", "512, 1, 100000000"})
  void shouldEndATileInAFewSeconds(long rows, long cols, long depth) {
    ProductCut cut = ProductCut.of(new Shape(rows, cols, depth, false));

    assertThat((double) cut.blockRows() * cut.blockCols() * cut.slabDepth())
        .isLessThanOrEqualTo(0x1p36);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, false", "7, 3, 5000, false", "1000, 5000, 3, false", "2, 9000, 20000, false",
    "130, 130, 100000, true", "3000, 3000, 10, true", "1025, 1025, 1, true", "700, 1, 9, false"
  })
  void shouldCoverEverySumOnce(long rows, long cols, long depth, boolean symmetric) {
    ProductCut cut = ProductCut.of(new Shape(rows, cols, depth, symmetric));
    Set<Part> parts = new HashSet<>();
    long covered = 0;
    for (int tile = 0; tile < cut.tiles(); tile++) {
      Part part = cut.part(tile);
      assertThat(parts.add(part)).isTrue();
      long size =
          (part.limitRow() - part.firstRow())
              * (part.limitCol() - part.firstCol())
              * (part.limitDepth() - part.firstDepth());
      assertThat(size).isPositive();
      assertThat(part.mirrored()).isEqualTo(symmetric);
      covered += symmetric && !part.isTriangle() ? 2 * size : size;
    }
    assertThat(covered).isEqualTo(rows * cols * depth);
  }

  @Test
  void shouldNotDependOnAnythingButTheShape() {
    Shape shape = new Shape(3 * MILLION, 11, 400, false);

    assertThat(ProductCut.of(shape)).isEqualTo(ProductCut.of(shape));
    assertThat(ProductCut.of(shape).tiles()).isBetween(16, 1000);
  }
}
