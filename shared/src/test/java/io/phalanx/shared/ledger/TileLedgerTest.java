package io.phalanx.shared.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phalanx.shared.ledger.TileState.Stage;
import io.phalanx.shared.matrix.Tiling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TileLedgerTest {
  private static final int THREADS = 4;
  private static final int TILES = 5_000;

  @TempDir private Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void nameFile() {
    file = folder.resolve("ledger-0");
  }

  @Test
  void shouldKnowWhenATileWasClaimedAndDone() {
    try (TileLedger ledger = TileLedger.inMemory(2, 1)) {
      int tile = ledger.claim(0, 1);
      ledger.finish(tile);

      assertThat(ledger.beganNs(tile)).isPositive();
      assertThat(ledger.endedNs(tile)).isGreaterThanOrEqualTo(ledger.beganNs(tile));
      assertThat(ledger.beganNs(1)).isZero();
      assertThat(ledger.endedNs(1)).isZero();
    }
  }

  @Test
  void shouldHandOutTilesInOrderAndThenNone() {
    try (TileLedger ledger = TileLedger.create(file, 0, new Tiling(3, 1), 1)) {
      assertThat(claims(ledger, 4)).containsExactly(0, 1, 2, TileLedger.NONE);
      assertThat(ledger.count(Stage.CLAIMED)).isEqualTo(3);
      assertThat(ledger.state(1)).isEqualTo(new TileState(Stage.CLAIMED, 1, 7, 2));
    }
  }

  @Test
  void shouldHandOutAWorkersOwnBandInOrderBeforeThoseOfOthers() {
    try (TileLedger ledger = TileLedger.create(file, 0, new Tiling(7, 1), 3);
        TileLedger other = TileLedger.open(file)) {
      assertThat(ledger.claim(1, 1)).isEqualTo(2);
      assertThat(other.claim(2, 1)).isEqualTo(4);
      assertThat(ledger.claim(0, 1)).isZero();
      assertThat(other.claim(1, 1)).isEqualTo(3);
      assertThat(ledger.claim(1, 1)).isEqualTo(5); // its band is exhausted: the next one's
      assertThat(other.claim(4, 1)).isEqualTo(6); // more workers than bands: 4 begins with band 1
      assertThat(other.claim(4, 1)).isEqualTo(1);
      assertThat(other.claim(4, 1)).isEqualTo(TileLedger.NONE);
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 5", "1, 256", "0, 3", "1000, 7"})
  void shouldHandOutEveryTileOnceWhateverTheBands(int tiles, int bands) {
    try (TileLedger ledger = TileLedger.create(file, 0, new Tiling(tiles, 1), bands)) {
      assertThat(IntStream.range(0, tiles).map(i -> ledger.claim(i % 5, 1)))
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, tiles).boxed().toList());
      assertThat(ledger.claim(0, 1)).isEqualTo(TileLedger.NONE);
    }
  }

  @Test
  void shouldRefuseAnImpossibleNumberOfBands() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TileLedger.create(file, 0, new Tiling(7, 1), 0))
        .withMessageContaining("bands=0");
  }

  @Test
  void shouldHandOutNothingOfNothing() {
    try (TileLedger ledger = TileLedger.create(file, 0, new Tiling(0, 1), 1)) {
      assertThat(ledger.claim(0, 1)).isEqualTo(TileLedger.NONE);
      assertThat(ledger.tileCount()).isZero();
    }
  }

  @Test
  void shouldHandOutAReleasedTileAgainAfterTheFreshOnes() {
    try (TileLedger ledger = TileLedger.create(file, 0, new Tiling(3, 1), 1)) {
      claims(ledger, 2);

      ledger.release(0, 0);

      assertThat(ledger.count(Stage.FREE)).isEqualTo(2);
      assertThat(claims(ledger, 3)).containsExactly(2, 0, TileLedger.NONE);
      assertThat(ledger.state(0).attempts()).isEqualTo(2);
    }
  }

  @Test
  void shouldNeverHandOutAFinishedTile() {
    try (TileLedger ledger = TileLedger.create(file, 0, new Tiling(2, 1), 1)) {
      claims(ledger, 2);

      ledger.finish(0);
      ledger.release(1, 0);

      assertThat(claims(ledger, 2)).containsExactly(1, TileLedger.NONE);
      assertThat(ledger.state(0).stage()).isEqualTo(Stage.DONE);
      assertThat(ledger.count(Stage.DONE)).isEqualTo(1);
    }
  }

  @Test
  void shouldHandOutNothingOnceHalted() {
    try (TileLedger ledger = TileLedger.create(file, 0, new Tiling(3, 1), 1);
        TileLedger other = TileLedger.open(file)) {
      int claimed = ledger.claim(0, 1);

      other.halt();

      assertThat(ledger.isHalted()).isTrue();
      assertThat(ledger.claim(0, 1)).isEqualTo(TileLedger.NONE);
      ledger.finish(claimed);
      assertThat(other.count(Stage.DONE)).isEqualTo(1);
    }
  }

  @Test
  void shouldHandOutOnlyTilesThatWereBegunOnceHalted() {
    try (TileLedger ledger = TileLedger.create(file, 0, new Tiling(5, 1), 1)) {
      claims(ledger, 3);
      ledger.release(0, 0);
      ledger.release(1, 4);

      ledger.halt();

      assertThat(ledger.isFrozen()).isFalse();
      assertThat(ledger.countBegun()).isEqualTo(1);
      assertThat(claims(ledger, 2)).containsExactly(1, TileLedger.NONE);
      assertThat(ledger.countBegun()).isZero(); // somebody is at it
      ledger.release(2, 7);
      assertThat(claims(ledger, 2)).containsExactly(2, TileLedger.NONE);
    }
  }

  @Test
  void shouldHandOutNothingOnceFrozen() {
    try (TileLedger ledger = TileLedger.create(file, 0, new Tiling(3, 1), 1);
        TileLedger other = TileLedger.open(file)) {
      claims(ledger, 2);
      ledger.release(0, 4);

      other.freeze();

      assertThat(ledger.isHalted()).isTrue();
      assertThat(ledger.isFrozen()).isTrue();
      assertThat(ledger.claim(0, 1)).isEqualTo(TileLedger.NONE);
      assertThat(ledger.countBegun()).isEqualTo(1);
    }
  }

  @Test
  void shouldStayFrozenWhenHalted() {
    try (TileLedger ledger = TileLedger.inMemory(1, 1)) {
      ledger.freeze();
      ledger.halt();

      assertThat(ledger.isFrozen()).isTrue();
    }
  }

  @Test
  void shouldHandOutTilesAgainWhenItIsNoLongerHalted() {
    try (TileLedger ledger = TileLedger.create(file, 0, new Tiling(3, 1), 1)) {
      claims(ledger, 1);
      ledger.freeze();
      ledger.release(0, 4);

      ledger.unhalt();

      assertThat(ledger.isHalted()).isFalse();
      assertThat(claims(ledger, 4)).containsExactly(1, 2, 0, TileLedger.NONE);
      assertThat(ledger.unitsDone(0)).isEqualTo(4);
    }
  }

  @Test
  void shouldNotCountAClaimThatWasTakenBack() {
    try (TileLedger ledger = TileLedger.create(file, 0, new Tiling(1, 1), 1)) {
      claims(ledger, 1);
      ledger.release(0, 2);
      claims(ledger, 1);

      ledger.takeBack(0, 6);

      assertThat(ledger.state(0)).isEqualTo(new TileState(Stage.FREE, 1, 7, 2));
      assertThat(ledger.unitsDone(0)).isEqualTo(6);
      assertThat(claims(ledger, 1)).containsExactly(0);
      assertThat(ledger.state(0).attempts()).isEqualTo(2);
    }
  }

  @Test
  void shouldKnowEverythingWhenItIsReopened() {
    Tiling tiling = new Tiling(10, 4);
    try (TileLedger ledger = TileLedger.create(file, 2, tiling, 1)) {
      claims(ledger, 2);
      ledger.finish(0);
      ledger.release(1, 3);
      ledger.halt();
    }

    try (TileLedger ledger = TileLedger.reopen(file, 2, tiling)) {
      assertThat(ledger.state(0).stage()).isEqualTo(Stage.DONE);
      assertThat(ledger.unitsDone(1)).isEqualTo(3);
      assertThat(ledger.isHalted()).isTrue();
      ledger.unhalt();
      assertThat(claims(ledger, 3)).containsExactly(2, 1, TileLedger.NONE);
    }
  }

  /// Another phase, another number of tiles, the same number of another size.
  @ParameterizedTest
  @CsvSource({"1, 10, 4", "2, 13, 4", "2, 10, 1", "2, 12, 5", "2, 0, 4"})
  void shouldRefuseToReopenWhatWasCutOtherwise(int phase, long units, long unitsPerTile) {
    TileLedger.create(file, 2, new Tiling(12, 4), 1).close();

    assertThatIllegalStateException()
        .isThrownBy(() -> TileLedger.reopen(file, phase, new Tiling(units, unitsPerTile)))
        .withMessageContaining("the job was cut otherwise: file=" + file + ", tiles=3");
  }

  @Test
  void shouldShowEveryMappingTheSame() {
    try (TileLedger ledger = TileLedger.create(file, 3, new Tiling(2, 1), 1);
        TileLedger other = TileLedger.open(file)) {
      assertThat(other.tileCount()).isEqualTo(2);
      assertThat(ledger.claim(1, 1)).isZero();
      assertThat(other.claim(2, 1)).isEqualTo(1);
      assertThat(ledger.state(1).workerId()).isEqualTo(2);
    }
  }

  @Test
  void shouldHandOutEachTileOnceToManyThreads() throws Exception {
    try (TileLedger ledger = TileLedger.create(file, 0, new Tiling(TILES, 1), 1);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Integer> claimed = new ArrayList<>();
      for (Future<List<Integer>> claims : threads.invokeAll(claimers(file))) {
        // Not sorted: who takes the last tiles may overtake one that another thread was just
        // offered.
        claimed.addAll(claims.get());
      }

      assertThat(claimed).hasSize(TILES);
      assertThat(claimed)
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, TILES).boxed().toList());
      assertThat(ledger.count(Stage.DONE)).isEqualTo(TILES);
    }
  }

  @Test
  void shouldHandOutEachReleasedTileOnceToManyThreads() throws Exception {
    try (TileLedger ledger = TileLedger.create(file, 0, new Tiling(200, 1), 1);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      claims(ledger, 200);
      for (int tile = 0; tile < 200; tile += 2) {
        ledger.release(tile, 0);
      }
      int claimed = 0;
      for (Future<List<Integer>> claims : threads.invokeAll(claimers(file))) {
        claimed += claims.get().size();
      }

      assertThat(claimed).isEqualTo(100);
      assertThat(ledger.count(Stage.DONE)).isEqualTo(100);
    }
  }

  @Test
  void shouldRefuseToReplaceAFile() {
    TileLedger.create(file, 0, new Tiling(1, 1), 1).close();

    assertThatThrownBy(() -> TileLedger.create(file, 0, new Tiling(1, 1), 1))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot make a job file: file=" + file);
  }

  @Test
  void shouldBecomeOfAFileThatWasMadeAhead() throws IOException {
    Path elsewhere = file.resolveSibling("ahead");
    try (BlankFile blank = BlankFile.create(elsewhere, 8 << 10)) {
      assertThatIllegalStateException().isThrownBy(() -> TileLedger.open(elsewhere));
      Files.move(elsewhere, file);
      try (TileLedger made = TileLedger.create(blank, 1, new Tiling(10, 2), 2);
          TileLedger opened = TileLedger.reopen(file, 1, new Tiling(10, 2))) {
        assertThat(opened.tileCount()).isEqualTo(5);
        int tile = made.claim(1, 1);
        assertThat(opened.isAnyClaimed()).isTrue();
        made.finish(tile);
        assertThat(opened.isAnyClaimed()).isFalse();
        assertThat(opened.count(Stage.DONE)).isOne();
      }
      assertThatIllegalStateException()
          .isThrownBy(() -> TileLedger.create(blank, 1, new Tiling(10, 2), 2));
    }
  }

  @Test
  void shouldNotBecomeOfAFileThatIsTooSmall() {
    Tiling fitting = new Tiling(128, 1);
    Tiling tooMany = new Tiling(129, 1);
    try (BlankFile blank = BlankFile.create(file, 8 << 10)) {
      assertThat(TileLedger.hasRoom(blank, fitting)).isTrue();
      assertThat(TileLedger.hasRoom(blank, tooMany)).isFalse();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> TileLedger.create(blank, 0, tooMany, 1));
    }
  }

  @Test
  void shouldSayWhatIsMissing() {
    assertThatThrownBy(() -> TileLedger.open(file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot open a job file: file=" + file);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 8, 4095})
  void shouldRefuseAFileWithoutAWholeHeader(long bytes) throws IOException {
    TileLedger.create(file, 0, new Tiling(10, 1), 1).close();
    truncate(bytes);

    assertThatIllegalStateException()
        .isThrownBy(() -> TileLedger.open(file))
        .withMessageContaining("job file too short");
  }

  @ParameterizedTest
  @ValueSource(longs = {4096, 4096 + 8 * 9, 4096 + 8 * 10 - 1})
  void shouldRefuseAFileThatLostEntries(long bytes) throws IOException {
    TileLedger.create(file, 0, new Tiling(10, 1), 1).close();
    truncate(bytes);

    assertThatIllegalStateException()
        .isThrownBy(() -> TileLedger.open(file))
        .withMessageContaining("torn or foreign job file: file=" + file);
  }

  /// Magic, version, phase, number of tiles, check: each byte of the header counts.
  @ParameterizedTest
  @ValueSource(ints = {0, 7, 8, 12, 16, 20, 24, 31, 32, 39})
  void shouldRefuseADamagedHeader(int offset) throws IOException {
    TileLedger.create(file, 5, new Tiling(10, 1), 1).close();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      channel.read(one, offset);
      channel.write(one.put(0, (byte) (one.get(0) ^ 0x10)).rewind(), offset);
    }

    assertThatIllegalStateException()
        .isThrownBy(() -> TileLedger.open(file))
        .withMessageContaining("torn or foreign job file");
  }

  @Test
  void shouldRefuseAFileOfAnotherKind() throws IOException {
    NumberFile.create(file, 4096).close();

    assertThatIllegalStateException().isThrownBy(() -> TileLedger.open(file));
  }

  private static List<Integer> claims(TileLedger ledger, int count) {
    return IntStream.range(0, count).mapToObj(i -> ledger.claim(7, 2)).toList();
  }

  /// Each with a mapping of its own, as the processes have.
  private static List<Callable<List<Integer>>> claimers(Path file) {
    List<Callable<List<Integer>>> claimers = new ArrayList<>();
    for (int worker = 0; worker < THREADS; worker++) {
      int workerId = worker;
      claimers.add(() -> claimAll(file, workerId));
    }
    return claimers;
  }

  private static List<Integer> claimAll(Path file, int workerId) {
    List<Integer> claimed = new ArrayList<>();
    try (TileLedger ledger = TileLedger.open(file)) {
      for (int tile = ledger.claim(workerId, 1);
          tile != TileLedger.NONE;
          tile = ledger.claim(workerId, 1)) {
        claimed.add(tile);
        ledger.finish(tile);
      }
    }
    return claimed;
  }

  private void truncate(long bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(bytes);
    }
    assertThat(Files.size(file)).isEqualTo(bytes);
  }
}
