package io.phalanx.worker.blas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import io.phalanx.shared.testing.Grids;
import io.phalanx.shared.testing.ProductCases;
import io.phalanx.shared.testing.ProductRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Products by the native library, which the build unpacks for the platform.
class OpenBlasTest {
  private static OpenBlas blas;

  @BeforeAll
  static void load() {
    blas = OpenBlas.load(Library.file(), 1);
  }

  @Test
  void shouldComeCloseToTheScalarKernelWhateverTheShape() {
    ProductCases.all().forEach(run -> run.assertClose(run.computed(blas)));
    ProductCases.assertKeepsWithin(blas);
  }

  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      names = {"FLOAT64", "FLOAT32"})
  void shouldGiveTheSameBitsAgain(DType type) {
    for (String name : List.of("gram", "corr")) {
      ProductRun run = ProductRun.of(name, Map.of(), Grids.random(3000, 97, type, 1, false));
      Grid once = run.computed(blas);
      assertThat(run.computed(blas).memory().mismatch(once.memory())).isEqualTo(-1);
    }
    Grid a = Grids.random(700, 300, type, 2, false);
    Grid b = Grids.random(300, 257, type, 3, false);
    ProductRun run = ProductRun.of("matmul", Map.of(), a, b);
    Grid once = run.computed(blas);
    assertThat(run.computed(blas).memory().mismatch(once.memory())).isEqualTo(-1);
  }

  @Test
  void shouldNameVersionAndProcessor() {
    assertThat(blas.identity()).startsWith("OpenBLAS 0.").contains(" core=");
  }

  @Test
  void shouldRefuseWhatIsNotThere(@TempDir Path root) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OpenBlas.load(root.resolve("missing"), 1));
  }

  @Test
  void shouldRefuseAnotherLibrary() {
    assertThatThrownBy(() -> OpenBlas.load(Library.file().resolveSibling("libquadmath.so.0"), 1))
        .isInstanceOf(NoSuchElementException.class);
  }
}
