package io.phalanx.shared.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.phalanx.shared.ledger.TileState.Stage;
import io.phalanx.shared.ledger.TileSteps.Step;
import io.phalanx.shared.matrix.Tiling;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A tile of ten units in blocks of four, in the middle of a matrix; x becomes 2x + 1.
class TileStepsTest {
  private static final int TILE = 1;
  private static final int FIRST = 3;
  private static final int LIMIT = 13;
  private static final int UNITS = 16;
  private static final int UNITS_PER_BLOCK = 4;

  /// What a tile of three blocks takes.
  private static final List<Step> STEPS =
      List.of(
          Step.BEGIN,
          Step.COMPUTE,
          Step.PUBLISH,
          Step.COPY,
          Step.CLEAR,
          Step.COMPUTE,
          Step.PUBLISH,
          Step.COPY,
          Step.CLEAR,
          Step.COMPUTE,
          Step.PUBLISH,
          Step.COPY,
          Step.CLEAR,
          Step.FINISH);

  private final long[] matrix = LongStream.range(0, UNITS).map(unit -> 1000 + unit).toArray();
  private final TileLedger ledger = TileLedger.inMemory(2, 1);
  private final RedoFile redo = RedoFile.inMemory(Long.BYTES, UNITS_PER_BLOCK);
  private final TileSteps steps = new TileSteps(ledger, redo, new Blocks(redo));

  /// Blocks whose copying can end after some units.
  private final class Blocks implements TileSteps.Blocks {
    private final RedoFile block;
    private int unitsCopied = Integer.MAX_VALUE;

    Blocks(RedoFile block) {
      this.block = block;
    }

    @Override
    public void compute(long first, long limit) {
      MemorySegment target = block.block(limit - first);
      for (long unit = first; unit < limit; unit++) {
        target.setAtIndex(ValueLayout.JAVA_LONG, unit - first, transformed(matrix[(int) unit]));
      }
    }

    @Override
    public void copy(long first, long limit) {
      MemorySegment source = block.block(limit - first);
      for (long unit = first; unit < limit && unit - first < unitsCopied; unit++) {
        matrix[(int) unit] = source.getAtIndex(ValueLayout.JAVA_LONG, unit - first);
      }
    }
  }

  @AfterEach
  void close() {
    redo.close();
    ledger.close();
  }

  static IntStream stepCounts() {
    return IntStream.rangeClosed(0, STEPS.size() - 1);
  }

  static IntStream copies() {
    return stepCounts().filter(count -> STEPS.get(count) == Step.COPY);
  }

  @Test
  void shouldTransformEveryUnitOfTheTileAndNoOther() {
    claim();
    List<Step> taken = new ArrayList<>();
    while (steps.next() != Step.NONE) {
      taken.add(steps.next());
      steps.step();
    }

    assertThat(taken).isEqualTo(STEPS);
    assertThat(steps.unitsDone()).isEqualTo(LIMIT - FIRST);
    assertThat(ledger.state(TILE).stage()).isEqualTo(Stage.DONE);
    requireTransformed(LIMIT - FIRST);
  }

  @ParameterizedTest
  @MethodSource("stepCounts")
  void shouldBeExactWhenTheWorkerIsKilledAheadOfAnyStep(int taken) {
    claim();
    step(steps, taken);
    assertThat(ledger.state(TILE).stage()).isEqualTo(Stage.CLAIMED);

    long unitsDone = recover();

    requireTransformed(unitsDone);
    ledger.release(TILE, unitsDone);
    finishByAnother();
  }

  @ParameterizedTest
  @MethodSource("copies")
  void shouldBeExactWhenTheWorkerIsKilledWithinACopy(int taken) {
    for (int units = 0; units <= UNITS_PER_BLOCK; units++) {
      long[] before = matrix.clone();
      try (RedoFile torn = RedoFile.inMemory(Long.BYTES, UNITS_PER_BLOCK)) {
        Blocks blocks = new Blocks(torn);
        TileSteps killed = new TileSteps(ledger, torn, blocks);
        killed.begin(TILE, FIRST, LIMIT);
        step(killed, taken);
        blocks.unitsCopied = units;
        killed.step();

        long unitsDone = new TileSteps(ledger, torn, new Blocks(torn)).recover(TILE, FIRST, LIMIT);

        assertThat(unitsDone).isEqualTo(Math.min(LIMIT - FIRST, killed.unitsDone() + 4));
        requireTransformed(unitsDone);
      }
      System.arraycopy(before, 0, matrix, 0, UNITS);
    }
  }

  @ParameterizedTest
  @MethodSource("copies")
  void shouldBeExactWhenRecoveryIsCutShortAndRepeated(int taken) {
    claim();
    step(steps, taken);
    for (int units = 0; units <= UNITS_PER_BLOCK; units++) {
      Blocks cut = new Blocks(redo);
      cut.unitsCopied = units;
      new TileSteps(ledger, redo, cut).recover(TILE, FIRST, LIMIT);
    }

    long unitsDone = recover();

    assertThat(recover()).isEqualTo(unitsDone);
    requireTransformed(unitsDone);
  }

  /// The release writes the units before the state; between the two the coordinator is killed.
  @Test
  void shouldRecoverTheSameWhenTheReleaseWasCutShort(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("ledger-0");
    try (TileLedger mapped = TileLedger.create(file, 0, new Tiling(2, 1), 1)) {
      mapped.claim(0, 1);
      mapped.claim(0, 1);
      TileSteps killed = new TileSteps(mapped, redo, new Blocks(redo));
      killed.begin(TILE, FIRST, LIMIT);
      step(killed, STEPS.indexOf(Step.COPY));
      long unitsDone = killed.recover(TILE, FIRST, LIMIT);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        ByteBuffer units = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        channel.write(units.putLong(0, unitsDone), 4096 + 2 * Long.BYTES + TILE * Long.BYTES);
      }

      assertThat(mapped.unitsDone(TILE)).isEqualTo(unitsDone);
      assertThat(mapped.state(TILE).stage()).isEqualTo(Stage.CLAIMED);
      assertThat(killed.recover(TILE, FIRST, LIMIT)).isEqualTo(unitsDone);
      requireTransformed(unitsDone);
    }
  }

  @Test
  void shouldGoOnWhereTheLastOneLeftIt() {
    claim();
    step(steps, STEPS.indexOf(Step.CLEAR) + 1);
    ledger.release(TILE, recover());

    ledger.claim(0, 2);
    steps.begin(TILE, FIRST, LIMIT);

    assertThat(steps.unitsDone()).isEqualTo(UNITS_PER_BLOCK);
    step(steps, 2);
    assertThat(redo.state()).contains(new RedoState(TILE, UNITS_PER_BLOCK, false));
  }

  @Test
  void shouldOnlyFinishATileThatWasLeftWithAllUnitsDone() {
    ledger.release(TILE, LIMIT - FIRST);
    steps.begin(TILE, FIRST, LIMIT);

    step(steps, 1);

    assertThat(steps.next()).isEqualTo(Step.FINISH);
  }

  @Test
  void shouldOnlyFinishATileOfNoUnit() {
    steps.begin(TILE, FIRST, FIRST);

    step(steps, 1);

    assertThat(steps.next()).isEqualTo(Step.FINISH);
    assertThat(new TileSteps(ledger, redo, new Blocks(redo)).recover(TILE, FIRST, FIRST)).isZero();
  }

  @Test
  void shouldRecoverTheShorterLastBlockAndNothingBehindIt() {
    claim();
    step(steps, STEPS.lastIndexOf(Step.COPY));

    assertThat(recover()).isEqualTo(LIMIT - FIRST);

    requireTransformed(LIMIT - FIRST);
  }

  @Test
  void shouldKeepToTheLedgerWhenTheTileWasClaimedAndNotBegun() {
    claim();
    assertThat(recover()).isZero(); // before the first tile

    steps.begin(0, 0, FIRST);
    step(steps, STEPS.indexOf(Step.COPY)); // another tile is what the redo file is about
    ledger.release(TILE, 6);

    assertThat(recover()).isEqualTo(6);
    requireTransformed(0);
  }

  @Test
  void shouldRefuseAStepWithoutATile() {
    assertThat(steps.next()).isEqualTo(Step.NONE);
    assertThatIllegalStateException().isThrownBy(steps::step);
  }

  private void claim() {
    assertThat(ledger.claim(0, 1)).isZero();
    assertThat(ledger.claim(0, 1)).isEqualTo(TILE);
    steps.begin(TILE, FIRST, LIMIT);
  }

  private static void step(TileSteps taken, int count) {
    for (int i = 0; i < count; i++) {
      taken.step();
    }
  }

  /// As the coordinator does it, which knows nothing but the files.
  private long recover() {
    return new TileSteps(ledger, redo, new Blocks(redo)).recover(TILE, FIRST, LIMIT);
  }

  private void finishByAnother() {
    assertThat(ledger.claim(1, 1)).isEqualTo(TILE);
    try (RedoFile fresh = RedoFile.inMemory(Long.BYTES, UNITS_PER_BLOCK)) {
      TileSteps another = new TileSteps(ledger, fresh, new Blocks(fresh));
      another.begin(TILE, FIRST, LIMIT);
      while (another.next() != Step.NONE) {
        another.step();
      }
    }
    assertThat(ledger.state(TILE).stage()).isEqualTo(Stage.DONE);
    requireTransformed(LIMIT - FIRST);
  }

  private void requireTransformed(long unitsDone) {
    long[] wanted = LongStream.range(0, UNITS).map(unit -> 1000 + unit).toArray();
    for (int unit = FIRST; unit < FIRST + unitsDone; unit++) {
      wanted[unit] = transformed(wanted[unit]);
    }
    assertThat(matrix).as(Arrays.toString(matrix)).isEqualTo(wanted);
  }

  private static long transformed(long value) {
    return 2 * value + 1;
  }
}
