package io.phalanx.shared.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phalanx.shared.matrix.Tiling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberFileTest {
  @TempDir private Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void nameFile() {
    file = folder.resolve("results");
  }

  @Test
  void shouldStartWithZeros() {
    try (NumberFile numbers = NumberFile.create(file, 3)) {
      assertThat(numbers.count()).isEqualTo(3);
      assertThat(numbers.get(0)).isZero();
      assertThat(numbers.get(2)).isZero();
    }
  }

  @Test
  void shouldKeepTheBitsOfEveryNumber() {
    double[] values = {-0.0, Double.NaN, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, 1 / 3.0};
    try (NumberFile numbers = NumberFile.create(file, values.length)) {
      for (int index = 0; index < values.length; index++) {
        numbers.set(index, values[index]);
      }
    }

    try (NumberFile numbers = NumberFile.open(file)) {
      for (int index = 0; index < values.length; index++) {
        assertThat(Double.doubleToRawLongBits(numbers.get(index)))
            .isEqualTo(Double.doubleToRawLongBits(values[index]));
      }
    }
  }

  @Test
  void shouldShowWhatIsWrittenToAnEmptyFile() {
    try (NumberFile numbers = NumberFile.createEmpty(file, 100_000);
        NumberFile other = NumberFile.open(file);
        Arena arena = Arena.ofConfined()) {
      assertThat(numbers.get(99_999)).isZero();

      other.write(70_000, arena.allocateFrom(ValueLayout.JAVA_DOUBLE, 1.5, -2.5));
      other.write(99_999, arena.allocateFrom(ValueLayout.JAVA_DOUBLE, 7.0));

      assertThat(numbers.get(70_000)).isEqualTo(1.5);
      assertThat(numbers.get(70_001)).isEqualTo(-2.5);
      assertThat(numbers.get(99_999)).isEqualTo(7.0);
      assertThat(numbers.get(69_999)).isZero();
    }
  }

  @Test
  void shouldHoldNothing() {
    NumberFile.create(file, 0).close();

    try (NumberFile numbers = NumberFile.open(file)) {
      assertThat(numbers.count()).isZero();
      assertThat(numbers.slice(0, 0).byteSize()).isZero();
    }
  }

  @Test
  void shouldShareTheMemoryOfASlice() {
    try (NumberFile numbers = NumberFile.create(file, 5);
        NumberFile other = NumberFile.open(file)) {
      numbers.slice(2, 2).setAtIndex(ValueLayout.JAVA_DOUBLE, 1, 4.5);

      assertThat(other.get(3)).isEqualTo(4.5);
      assertThatThrownBy(() -> numbers.slice(4, 2)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> numbers.get(5)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 63})
  void shouldRefuseAFileWithoutAWholeHeader(long bytes) throws IOException {
    NumberFile.create(file, 3).close();
    truncate(bytes);

    assertThatIllegalStateException()
        .isThrownBy(() -> NumberFile.open(file))
        .withMessageContaining("job file too short");
  }

  @ParameterizedTest
  @ValueSource(longs = {64, 64 + 16, 64 + 23})
  void shouldRefuseAFileThatLostNumbers(long bytes) throws IOException {
    NumberFile.create(file, 3).close();
    truncate(bytes);

    assertThatIllegalStateException()
        .isThrownBy(() -> NumberFile.open(file))
        .withMessageContaining("torn or foreign job file: file=" + file);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8, 16, 24})
  void shouldRefuseADamagedHeader(int offset) throws IOException {
    NumberFile.create(file, 3).close();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {(byte) 0xA5}), offset);
    }

    assertThatIllegalStateException()
        .isThrownBy(() -> NumberFile.open(file))
        .withMessageContaining("torn or foreign job file");
  }

  @Test
  void shouldRefuseALedger() {
    TileLedger.create(file, 0, new Tiling(10, 1), 1).close();

    assertThatIllegalStateException().isThrownBy(() -> NumberFile.open(file));
  }

  @Test
  void shouldRefuseToReplaceAFile() {
    NumberFile.create(file, 1).close();

    assertThatThrownBy(() -> NumberFile.create(file, 1)).isInstanceOf(UncheckedIOException.class);
  }

  private void truncate(long bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(bytes);
    }
  }
}
