package io.phalanx.shared.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phalanx.shared.matrix.Tiling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedoFileTest {
  private static final int PHASE = 5;
  private static final long UNIT_BYTES = 24;
  private static final int HEADER_BYTES = 40;
  private static final long BLOCK_AT = 4096;

  @TempDir private Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void nameFile() {
    file = folder.resolve("redo-5-0");
  }

  static IntStream headerBytes() {
    return IntStream.range(0, HEADER_BYTES);
  }

  @Test
  void shouldSayNothingBeforeTheFirstTile() {
    try (RedoFile redo = RedoFile.create(file, PHASE, UNIT_BYTES)) {
      assertThat(redo.state()).isEmpty();
    }
    try (RedoFile redo = RedoFile.open(file, PHASE, UNIT_BYTES)) {
      assertThat(redo.state()).isEmpty();
    }
  }

  @Test
  void shouldSayNothingOfAnEarlierPhaseOnceItIsAnothers() {
    try (RedoFile redo = RedoFile.create(file, PHASE, UNIT_BYTES)) {
      redo.publish(7, 4096);

      assertThat(redo.renew(PHASE + 1, UNIT_BYTES)).isTrue();

      assertThat(redo.state()).isEmpty();
      assertThatIllegalStateException()
          .isThrownBy(() -> RedoFile.open(file, PHASE, UNIT_BYTES).close());
      try (RedoFile found = RedoFile.open(file, PHASE + 1, UNIT_BYTES)) {
        assertThat(found.state()).isEmpty();
      }
    }
  }

  @Test
  void shouldStayWhatItIsForUnitsOfAnotherSize() {
    try (RedoFile redo = RedoFile.create(file, PHASE, UNIT_BYTES)) {
      redo.publish(7, 4096);

      assertThat(redo.renew(PHASE + 1, UNIT_BYTES + 8)).isFalse();

      assertThat(redo.state()).isPresent();
      RedoFile.open(file, PHASE, UNIT_BYTES).close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, false",
    "0, 0, true",
    "7, 4096, true",
    "16777214, 549755813887, true",
    "16777215, 549755813887, false"
  })
  void shouldKeepWhatWasSaidLast(int tile, long unitsDone, boolean published) {
    try (RedoFile redo = RedoFile.create(file, PHASE, UNIT_BYTES)) {
      redo.clear(3, 3);
      if (published) {
        redo.publish(tile, unitsDone);
      } else {
        redo.clear(tile, unitsDone);
      }
    }
    try (RedoFile redo = RedoFile.open(file, PHASE, UNIT_BYTES)) {
      assertThat(redo.state()).contains(new RedoState(tile, unitsDone, published));
    }
  }

  @Test
  void shouldKeepTheBlock() {
    long units;
    try (RedoFile redo = RedoFile.create(file, PHASE, UNIT_BYTES)) {
      units = redo.unitsPerBlock();
      redo.block(units).fill((byte) 0x5A);
    }
    try (RedoFile redo = RedoFile.open(file, PHASE, UNIT_BYTES)) {
      assertThat(redo.unitsPerBlock()).isEqualTo(units);
      assertThat(redo.block(units).toArray(ValueLayout.JAVA_BYTE)).containsOnly(0x5A);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 8192", "4, 2048", "8, 1024", "24, 341", "8192, 1", "8193, 1", "1000000, 1"})
  void shouldHoldAtLeastOneUnitAndNoMoreThanABlock(long unitBytes, long unitsPerBlock) {
    try (RedoFile redo = RedoFile.create(file, PHASE, unitBytes)) {
      assertThat(redo.unitsPerBlock()).isEqualTo(unitsPerBlock);
      assertThat(redo.block(unitsPerBlock).byteSize()).isEqualTo(unitBytes * unitsPerBlock);
      assertThat(redo.block(1).byteSize()).isEqualTo(unitBytes);
    }
  }

  @Test
  void shouldHoldRowsOfNoColumn() {
    try (RedoFile redo = RedoFile.create(file, PHASE, 0)) {
      assertThat(redo.block(redo.unitsPerBlock()).byteSize()).isZero();
    }
    RedoFile.open(file, PHASE, 0).close();
  }

  @Test
  void shouldBeginAnewInPlaceOfAnOldFile() {
    try (RedoFile old = RedoFile.create(file, PHASE, UNIT_BYTES)) {
      old.publish(4, 9);

      try (RedoFile redo = RedoFile.create(file, PHASE + 1, 8)) {
        assertThat(redo.state()).isEmpty();
        redo.clear(1, 0);
        assertThat(old.state()).contains(new RedoState(4, 9, true)); // who has it mapped keeps it
      }
    }
    try (RedoFile redo = RedoFile.open(file, PHASE + 1, 8)) {
      assertThat(redo.state()).contains(new RedoState(1, 0, false));
    }
  }

  @ParameterizedTest
  @MethodSource("headerBytes")
  void shouldRefuseAHeaderOfWhichAnyByteIsTorn(int offset) throws IOException {
    RedoFile.create(file, PHASE, UNIT_BYTES).close();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      channel.read(one, offset);
      channel.write(one.put(0, (byte) (one.get(0) ^ 0x10)).rewind(), offset);
    }

    requireRefused("torn or foreign job file: file=" + file);
  }

  /// What a worker leaves that is killed while it makes the file.
  @Test
  void shouldRefuseAFileOfZeros() throws IOException {
    RedoFile.create(file, PHASE, UNIT_BYTES).close();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(HEADER_BYTES), 0);
    }

    requireRefused("torn or foreign job file");
  }

  @Test
  void shouldRefuseAFileOfAnotherPhase() {
    RedoFile.create(file, PHASE - 1, UNIT_BYTES).close();

    requireRefused("torn or foreign job file: file=" + file);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 8, 16, 23, 25, 48, 8192})
  void shouldRefuseAFileOfOtherUnits(long unitBytes) {
    RedoFile.create(file, PHASE, unitBytes).close();

    requireRefused("torn or foreign job file");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 8, 40, BLOCK_AT - 1})
  void shouldRefuseAFileWithoutAWholeHeader(long bytes) throws IOException {
    RedoFile.create(file, PHASE, UNIT_BYTES).close();
    truncate(bytes);

    requireRefused("job file too short: file=" + file);
  }

  @ParameterizedTest
  @ValueSource(longs = {BLOCK_AT, BLOCK_AT + UNIT_BYTES, BLOCK_AT + 341 * UNIT_BYTES - 1})
  void shouldRefuseAFileThatLostPartOfTheBlock(long bytes) throws IOException {
    RedoFile.create(file, PHASE, UNIT_BYTES).close();
    truncate(bytes);

    requireRefused("torn or foreign job file");
  }

  @Test
  void shouldRefuseAFileThatGrew() throws IOException {
    RedoFile.create(file, PHASE, UNIT_BYTES).close();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(1), channel.size());
    }

    requireRefused("torn or foreign job file");
  }

  @Test
  void shouldRefuseALedger() {
    TileLedger.create(file, PHASE, new Tiling(341 * UNIT_BYTES / 16, 1), 1).close();

    requireRefused("torn or foreign job file");
  }

  @Test
  void shouldSayWhatIsMissing() {
    assertThatThrownBy(() -> RedoFile.open(file, PHASE, UNIT_BYTES))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot open a job file: file=" + file);
  }

  private void requireRefused(String message) {
    assertThatIllegalStateException()
        .isThrownBy(() -> RedoFile.open(file, PHASE, UNIT_BYTES))
        .withMessageContaining(message);
  }

  private void truncate(long bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(bytes);
    }
  }
}
