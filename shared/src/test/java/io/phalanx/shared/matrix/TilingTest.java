package io.phalanx.shared.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TilingTest {
  private static final int TRIALS = 3_000;

  @Test
  void shouldPutEveryUnitIntoExactlyOneTileBySeed1() {
    Random random = new Random(1);
    for (int i = 0; i < TRIALS; i++) {
      long units = anyLong(random);
      long perTile = Math.max(anyLong(random), units / 1000 + 1);
      requirePartition(new Tiling(units, perTile));
    }
  }

  @Test
  void shouldCutElementsIntoWholePagesBySeed2() {
    Random random = new Random(2);
    for (int i = 0; i < TRIALS; i++) {
      int elementBytes = 1 << random.nextInt(4);
      Tiling tiling = Tiling.elements(anyLong(random), elementBytes, anyLong(random) + 1);

      assertThat(tiling.unitsPerTile() * elementBytes % 4096).isZero();
      requireEnds(tiling);
    }
  }

  @Test
  void shouldCutWholeRowsBySeed3() {
    Random random = new Random(3);
    for (int i = 0; i < TRIALS; i++) {
      long rowBytes = anyLong(random);
      long tileBytes = anyLong(random) + 1;
      Tiling tiling = Tiling.rows(anyLong(random), rowBytes, tileBytes);

      boolean small = tiling.unitsPerTile() == 1 || tiling.tileCount() > Tiling.TILES_MAX / 2;
      assertThat(small || rowBytes == 0 || tiling.unitsPerTile() <= tileBytes / rowBytes).isTrue();
      requireEnds(tiling);
    }
  }

  @Test
  void shouldCutFewAndLargeBandsBySeed4() {
    Random random = new Random(4);
    for (int i = 0; i < TRIALS; i++) {
      Tiling tiling = Tiling.bands(anyLong(random), anyLong(random));

      assertThat(tiling.tileCount()).isLessThanOrEqualTo(Tiling.BANDS_MAX);
      assertThat(tiling.unitsPerTile()).isGreaterThanOrEqualTo(Tiling.BAND_ROWS_MIN);
      requirePartition(tiling);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1000, 0, 64",
    "1, 1, 1, 32768",
    "64, 1000000, 1, 64",
    "65, 1000000, 2, 64",
    "4096, 4096, 32, 128",
    "65536, 4096, 128, 512",
    "65536, 100000, 1024, 64",
    "65537, 100000, 1009, 65",
    "1000000, 0, 31, 32768",
    "1000000, 8, 32, 31250"
  })
  void shouldCutBandsByShapeAlone(long rows, long cols, int bands, long rowsPerBand) {
    assertThat(Tiling.bands(rows, cols)).isEqualTo(new Tiling(rows, rowsPerBand));
    assertThat(Tiling.bands(rows, cols).tileCount()).isEqualTo(bands);
  }

  @ParameterizedTest
  @CsvSource({
    "1000000, 8, 262144, 32768", "1000000, 8, 1, 512", "1000000, 1, 5000, 4096",
    "1000000, 4, 8191, 1024", "0, 8, 262144, 32768", "1099511627776, 1, 4096, 65536"
  })
  void shouldCutElementsCloseToTheWantedSize(
      long elements, int elementBytes, long tileBytes, long perTile) {
    assertThat(Tiling.elements(elements, elementBytes, tileBytes).unitsPerTile())
        .isEqualTo(perTile);
  }

  @Test
  void shouldCutRowsCloseToTheWantedSize() {
    assertThat(Tiling.rows(1000, 8 * 1024, 262_144)).isEqualTo(new Tiling(1000, 32));
    assertThat(Tiling.rows(1000, 1 << 30, 262_144)).isEqualTo(new Tiling(1000, 1));
    assertThat(Tiling.rows(1000, 0, 262_144)).isEqualTo(new Tiling(1000, 1000));
    assertThat(Tiling.rows(0, 0, 262_144).tileCount()).isZero();
  }

  @Test
  void shouldRefuseWhatCannotBeATiling() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Tiling(-1, 5))
        .withMessageContaining("units=-1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Tiling(5, 0))
        .withMessageContaining("unitsPerTile=0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Tiling(Tiling.TILES_MAX + 1L, 1))
        .withMessageContaining("tilesMax=16777216");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tiling.elements(5, 3, 4096))
        .withMessageContaining("elementBytes=3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tiling.rows(5, 8, 0))
        .withMessageContaining("tileBytes=0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Tiling(5, 5).first(1))
        .withMessageContaining("tile=1, tileCount=1");
    assertThatIllegalArgumentException().isThrownBy(() -> new Tiling(5, 5).limit(-1));
  }

  private static void requirePartition(Tiling tiling) {
    long next = 0;
    for (int tile = 0; tile < tiling.tileCount(); tile++) {
      assertThat(tiling.first(tile)).isEqualTo(next);
      next = tiling.limit(tile);
      long length = next - tiling.first(tile);
      boolean last = tile == tiling.tileCount() - 1;
      assertThat(last ? length <= tiling.unitsPerTile() : length == tiling.unitsPerTile()).isTrue();
      assertThat(length).isPositive();
    }
    assertThat(next).isEqualTo(tiling.units());
  }

  /// The same of the ends alone, for tilings of millions.
  private static void requireEnds(Tiling tiling) {
    int tiles = tiling.tileCount();
    assertThat(tiles).isBetween(0, Tiling.TILES_MAX);
    if (tiles == 0) {
      assertThat(tiling.units()).isZero();
      return;
    }
    assertThat(tiling.first(0)).isZero();
    assertThat(tiling.limit(tiles - 1)).isEqualTo(tiling.units());
    int middle = tiles / 2;
    assertThat(middle == 0 || tiling.limit(middle - 1) == tiling.first(middle)).isTrue();
    assertThat(tiling.first(tiles - 1)).isLessThan(tiling.units());
  }

  /// From 0 to 2^62, every magnitude alike.
  private static long anyLong(Random random) {
    return random.nextLong() >>> (2 + random.nextInt(62));
  }
}
