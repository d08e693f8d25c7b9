package io.phalanx.worker.blas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.phalanx.shared.kernel.Blas;
import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.kernel.catalog.Operations;
import io.phalanx.shared.ledger.TileLedger;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Tiling;
import io.phalanx.shared.protocol.MatrixRef;
import io.phalanx.shared.protocol.PhasePaths;
import io.phalanx.shared.protocol.PhasePlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A job has one engine, whoever of its workers has which.
class EnginesTest {
  private static final MatrixRef MATRIX = new MatrixRef("/a.npy", 128, 3, 3, DType.FLOAT64);

  private final TileLedger ledger = TileLedger.inMemory(4, 1);

  @TempDir private Path root;

  @Test
  void shouldTakeTheLibraryWhereThereIsOne() {
    assertThat(choose(with(), matmul("auto"), ledger)).isInstanceOf(OpenBlas.class);
    assertThat(choose(with(), matmul("openblas"), ledger)).isInstanceOf(OpenBlas.class);
  }

  @Test
  void shouldComputeInJavaWhereItIsAskedForOrNothingElseIsThere() {
    assertThat(choose(with(), matmul("java"), TileLedger.inMemory(1, 1))).isNull();
    assertThat(choose(without(), matmul("auto"), TileLedger.inMemory(1, 1))).isNull();
    assertThat(choose(broken(), matmul("auto"), TileLedger.inMemory(1, 1))).isNull();
  }

  @Test
  void shouldFollowTheFirstWorkerOfTheJobWhereThatHasNoLibrary() {
    assertThat(choose(broken(), matmul("auto"), ledger)).isNull();
    assertThat(choose(with(), matmul("auto"), ledger)).isNull();
  }

  @Test
  void shouldRefuseWhereOthersMultipliedWithWhatItHasNot() {
    assertThat(choose(with(), matmul("auto"), ledger)).isNotNull();

    assertThatIllegalStateException()
        .isThrownBy(() -> choose(broken(), matmul("auto"), ledger))
        .withMessageContainingAll("has not the library", "run it again");
  }

  @Test
  void shouldRefuseWhereTheJobWasBegunWithAnotherVersion() {
    ledger.agree(1L << 32 | 12345);

    assertThatIllegalStateException()
        .isThrownBy(() -> choose(with(), matmul("auto"), ledger))
        .withMessageContaining("own=OpenBLAS");
  }

  @Test
  void shouldSayWhyWhenTheLibraryIsWantedAndDoesNotLoad() {
    assertThatIllegalStateException()
        .isThrownBy(() -> choose(broken(), matmul("openblas"), ledger))
        .withMessageContainingAll("OpenBLAS does not load", "missing.so");
    assertThatIllegalStateException()
        .isThrownBy(() -> choose(without(), matmul("openblas"), ledger))
        .withMessageContaining("the distribution has no OpenBLAS for this platform");
  }

  @Test
  void shouldLoadNothingWhereNothingIsMultiplied() {
    PhasePlan adding = plan("matmul", Map.of("engine", "openblas"), 2, "/partials");
    PhasePlan transpose = plan("transpose", Map.of(), 1, null);

    assertThat(choose(broken(), adding, ledger)).isNull();
    assertThat(choose(broken(), transpose, ledger)).isNull();
    assertThat(ledger.agree(7)).as("nothing was agreed on").isEqualTo(7);
  }

  private static Engines with() {
    return new Engines(Library.file(), 1);
  }

  private static Engines without() {
    return new Engines(null, 1);
  }

  private Engines broken() {
    return new Engines(root.resolve("missing.so"), 1);
  }

  private static @Nullable Blas choose(Engines engines, PhasePlan plan, TileLedger ledger) {
    Operation operation = Operations.find(plan.operation(), plan.inputs().size());
    return engines.choose(operation, plan, ledger);
  }

  private static PhasePlan matmul(String engine) {
    return plan("matmul", Map.of("engine", engine), 2, null);
  }

  private static PhasePlan plan(
      String name, Map<String, String> given, int inputs, @Nullable String partials) {
    Params params = Params.check(name, Operations.find(name, inputs).parameters(), given);
    return new PhasePlan(
        "j0001",
        0,
        0,
        name,
        params.asMap(),
        List.of(MATRIX, MATRIX).subList(0, inputs),
        MATRIX,
        false,
        new Tiling(4, 1),
        new PhasePaths("/ledger", partials, null, null),
        List.of());
  }
}
