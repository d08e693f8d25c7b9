package io.phalanx.coordinator.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Tiling;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleTest {
  private static final Sample RUNS = new Sample(64, 256);
  private static final Tiling TILING = new Tiling(1_000_000, 4096);

  @Test
  void shouldTakeEverythingWhereThatIsNoMore() {
    assertThat(RUNS.places(elements(64 * 256), TILING)).containsExactly(new Span(0, 64 * 256));
    assertThat(RUNS.places(elements(1), TILING)).containsExactly(new Span(0, 1));
    assertThat(RUNS.places(elements(0), TILING)).isEmpty();
    assertThat(RUNS.places(new OutputLayout(5, 0, DType.FLOAT64, 0, "matrix"), TILING)).isEmpty();
  }

  @Test
  void shouldTakeFirstAndLastAndStayInOrderAndApart() {
    List<Span> places = RUNS.places(elements(1_000_000), TILING);

    assertThat(places.getFirst().first()).isZero();
    assertThat(places.getLast().limit()).isEqualTo(1_000_000);
    assertThat(places).allMatch(span -> span.units() >= 256).hasSizeBetween(32, 64);
    assertThat(IntStream.range(1, places.size()))
        .allMatch(i -> places.get(i - 1).limit() < places.get(i).first());
  }

  @Test
  void shouldLookAcrossBordersOfTiles() {
    List<Span> places = RUNS.places(elements(1_000_000), TILING);

    assertThat(places)
        .filteredOn(span -> span.first() / 4096 != (span.limit() - 1) / 4096)
        .hasSizeGreaterThan(20);
  }

  @Test
  void shouldTakeTheSamePlacesAgain() {
    assertThat(RUNS.places(elements(1_000_000), TILING))
        .isEqualTo(RUNS.places(elements(1_000_000), TILING));
  }

  @Test
  void shouldTakeFirstAndLastRowWhereOnlyTwoAreCheap() {
    OutputLayout layout = new OutputLayout(1000, 1 << 30, DType.FLOAT64, 1 << 30, "matrix");

    assertThat(new Sample(2, 1).places(layout, new Tiling(1000, 1)))
        .containsExactly(new Span(0, 1), new Span(999, 1000));
  }

  private static OutputLayout elements(long units) {
    return new OutputLayout(units, 1, DType.FLOAT64, 100, "matrix");
  }
}
