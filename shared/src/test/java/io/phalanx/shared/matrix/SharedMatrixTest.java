package io.phalanx.shared.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SharedMatrixTest {
  @TempDir private Path directory;

  @Test
  void shouldSeeEachOthersStoresWhenMappedTwice() {
    Path file = sparse(DType.FLOAT64, 3, 4);
    try (SharedMatrix one = SharedMatrix.open(file, Access.READ_WRITE);
        SharedMatrix other = SharedMatrix.open(file, Access.READ)) {
      one.grid().memory().set(Elements.FLOAT64, 8 * (4 + 2), -0.0);

      assertThat(other.get(1, 2)).isEqualTo(-0.0);
      assertThat(other.text(1, 2)).isEqualTo("-0.0");
    }
  }

  @Test
  void shouldReadEveryTypeFromUnsignedBytesToTheLargestLongs() {
    assertThat(first(DType.UINT8, 0xFFL)).isEqualTo("255.0 255");
    assertThat(first(DType.INT32, 0xFFFFFFFFL)).isEqualTo("-1.0 -1");
    assertThat(first(DType.INT64, Long.MAX_VALUE))
        .isEqualTo("9.223372036854776E18 9223372036854775807");
    assertThat(first(DType.FLOAT32, 0x00000001L)).isEqualTo("1.401298464324817E-45 1.4E-45");
    assertThat(first(DType.FLOAT32, 0x7FC00000L)).isEqualTo("NaN NaN");
    assertThat(first(DType.FLOAT64, 1L)).isEqualTo("4.9E-324 4.9E-324");
    assertThat(first(DType.FLOAT64, 0xFFF0000000000000L)).isEqualTo("-Infinity -Infinity");
  }

  @Test
  void shouldReadAReadOnlyFileAndRefuseStoresIntoIt() throws IOException {
    Path file = sparse(DType.FLOAT64, 3, 4);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    try (SharedMatrix matrix = SharedMatrix.open(file, Access.READ)) {
      assertThat(matrix.get(2, 3)).isZero();
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> matrix.grid().memory().set(ValueLayout.JAVA_BYTE, 0, (byte) 1));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Pages.populateForWriting(matrix.grid().memory()));
      matrix.force();
    }
  }

  @Test
  void shouldRefuseToWriteAReadOnlyFile() throws IOException {
    Path file = sparse(DType.FLOAT64, 3, 4);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    assumeTrue(!Files.isWritable(file), "root may write every file");

    assertThatExceptionOfType(MatrixFormatException.class)
        .isThrownBy(() -> SharedMatrix.open(file, Access.READ_WRITE))
        .withMessageContaining("chmod u+rw");
  }

  @ParameterizedTest
  @CsvSource({"0,0", "0,5", "5,0"})
  void shouldMapNothingWhenThereAreNoElements(long rows, long cols) {
    Path file = sparse(DType.FLOAT32, rows, cols);
    for (Access access : Access.values()) {
      try (SharedMatrix matrix = SharedMatrix.open(file, access)) {
        assertThat(matrix.grid().rows()).isEqualTo(rows);
        assertThat(matrix.grid().cols()).isEqualTo(cols);
        assertThat(matrix.grid().memory().byteSize()).isZero();
        assertThatIllegalArgumentException()
            .isThrownBy(() -> matrix.get(0, 0))
            .withMessageContaining("rows=" + rows);
        matrix.force();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"-1,0", "3,0", "0,-1", "0,4"})
  void shouldRefusePositionsOutside(long row, long col) {
    try (SharedMatrix matrix = SharedMatrix.open(sparse(DType.FLOAT64, 3, 4), Access.READ)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> matrix.get(row, col))
          .withMessageContaining("row=" + row + ", col=" + col);
    }
  }

  @Test
  void shouldRefuseAccessWhenClosed() {
    SharedMatrix matrix = SharedMatrix.open(sparse(DType.FLOAT64, 3, 4), Access.READ);
    matrix.close();
    matrix.close();

    assertThatIllegalStateException().isThrownBy(() -> matrix.get(0, 0));
  }

  @ParameterizedTest
  @EnumSource(Access.class)
  void shouldReadAcrossTwoGibibytes(Access access) throws IOException {
    long rows = (3L << 30) / 1024 / 8;
    Path file = sparse(DType.FLOAT64, rows, 1024);
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.seek(raw.length() - 8);
      raw.writeLong(Long.reverseBytes(Double.doubleToRawLongBits(Math.PI)));
    }
    try (SharedMatrix matrix = SharedMatrix.open(file, access)) {
      assertThat(matrix.header().dataBytes()).isEqualTo(3L << 30);
      assertThat(matrix.get(rows - 1, 1023)).isEqualTo(Math.PI);
      assertThat(matrix.get(rows - 1, 1022)).isZero();
      assertThat(matrix.get(0, 0)).isZero();
      Grid tail = matrix.grid().rows(rows - 2, rows);
      assertThat(MatrixDiff.bitwise(tail, matrix.grid().rows(0, 2)).differing()).isEqualTo(1);
    }
  }

  @Test
  void shouldWriteAcrossTwoGibibytes() {
    long rows = 3L << 30;
    Path file = sparse(DType.UINT8, rows, 1);
    try (SharedMatrix matrix = SharedMatrix.open(file, Access.READ_WRITE)) {
      matrix.grid().memory().set(ValueLayout.JAVA_BYTE, rows - 1, (byte) 200);
      matrix.grid().elements(rows - 1, rows).force();
    }
    try (SharedMatrix matrix = SharedMatrix.open(file, Access.READ)) {
      assertThat(matrix.get(rows - 1, 0)).isEqualTo(200);
    }
  }

  @Test
  void shouldSayWhyWhenTheSystemCannotMapSoMuch() throws IOException {
    Path sharedMemory = Path.of("/dev/shm");
    assumeTrue(Files.isWritable(sharedMemory), "needs a file system with files of 2^47 bytes");
    Path file = Files.createTempFile(sharedMemory, "phalanx-test", ".npy");
    try {
      sparse(file, NpyHeader.create(DType.UINT8, 1L << 47, 1));
      assertThatExceptionOfType(MatrixIoException.class)
          .isThrownBy(() -> SharedMatrix.open(file, Access.READ))
          .withMessageContaining("cannot map matrix: file=" + file)
          .withMessageContaining("bytes=140737488359424");
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void shouldGiveBlocksToHolesAndKeepTheRest() throws IOException {
    Path file = sparse(DType.FLOAT64, 1024, 512);
    assumeTrue(blocks(file) < 100, "needs a file system with holes");
    try (SharedMatrix matrix = SharedMatrix.open(file, Access.READ_WRITE)) {
      matrix.grid().memory().set(Elements.FLOAT64, 8 * 512, 4.5);
      assumeTrue(matrix.reserve(), "needs a file system with fallocate");

      assertThat(blocks(file)).isGreaterThanOrEqualTo((4 << 20) / 512);
      assertThat(matrix.get(1, 0)).isEqualTo(4.5);
      assertThat(matrix.get(1023, 511)).isZero();
    }
  }

  /// In memory whole files are told from others by the number of their pages.
  @Test
  void shouldGiveBlocksToTheOnlyHoleOfAFileInMemory() throws IOException {
    Path memory = Path.of("/dev/shm");
    assumeTrue(Files.isWritable(memory), "needs a file system in memory");
    Path file = Files.createTempFile(memory, "holes", ".npy");
    try {
      sparse(file, NpyHeader.create(DType.FLOAT64, 1024, 512));
      try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
        raw.seek(2L * Pages.PAGE_BYTES); // one page is left out
        raw.write(new byte[(int) (raw.length() - raw.getFilePointer())]);
      }
      long whole = Files.size(file) / 512;
      assumeTrue(blocks(file) < whole, "needs a file system with holes");

      assumeTrue(SharedMatrix.reserve(file, Files.size(file)), "needs Linux");
      assertThat(blocks(file)).isGreaterThanOrEqualTo(whole);
      assertThat(SharedMatrix.reserve(file, Files.size(file))).isTrue();
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void shouldKeepWhatIsThereWhenPagesArePopulated() {
    Path file = sparse(DType.FLOAT64, 1024, 512);
    try (SharedMatrix matrix = SharedMatrix.open(file, Access.READ_WRITE)) {
      matrix.grid().memory().set(Elements.FLOAT64, 8 * 777, 4.5);
      assumeTrue(
          Pages.populateForWriting(matrix.grid().rows(1, 1023).memory()), "needs Linux 5.14");

      assertThat(Pages.populateForWriting(matrix.grid().rows(5, 5).memory())).isTrue();
      assertThat(matrix.get(1, 777 - 512)).isEqualTo(4.5);
    }
  }

  @Test
  void shouldKeepWhatIsThereWhenItIsMadePresent() {
    Path file = sparse(DType.FLOAT64, 2048, 512);
    try (SharedMatrix matrix = SharedMatrix.open(file, Access.READ_WRITE)) {
      matrix.grid().memory().set(Elements.FLOAT64, 8 * 777, 4.5);
      for (boolean isNew : new boolean[] {true, false}) {
        Residency residency = Residency.of(matrix, isNew);
        residency.ensure(0, 0);
        residency.ensure(8 * 700, 8 * 800);
        residency.ensure((2 << 20) - 8, matrix.grid().memory().byteSize());
        assertThat(matrix.get(1, 777 - 512)).isEqualTo(4.5);
      }
    }
  }

  @Test
  void shouldKnowItsFileUnderAnotherNameAndNoOtherFileUnderItsOwn() throws IOException {
    Path file = sparse(DType.FLOAT64, 4, 2);
    Path renamed = directory.resolve("renamed.npy");
    try (SharedMatrix matrix = SharedMatrix.open(file, Access.READ)) {
      assertThat(matrix.isAt(file)).isTrue();

      Files.move(file, renamed);
      assertThat(matrix.isAt(file)).isFalse();
      assertThat(matrix.isAt(renamed)).isTrue();

      sparse(DType.FLOAT64, 4, 2); // another file of the old name
      assertThat(matrix.isAt(file)).isFalse();
    }
  }

  @Test
  void shouldNotTakeAFileForItsOwnThatWasWrittenAnewOrCutShort() throws IOException {
    Path file = sparse(DType.FLOAT64, 4, 2);
    try (SharedMatrix matrix = SharedMatrix.open(file, Access.READ)) {
      assertThat(matrix.isAt(file)).isTrue(); // from now on it compares with what it saw
      NpyBytes.write(file, NpyHeader.create(DType.FLOAT64, 2, 4).toBytes()); // as numpy.save does
      try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
        raw.setLength(matrix.header().fileBytes());
        assertThat(matrix.isAt(file)).isFalse();
        raw.setLength(matrix.header().fileBytes() - 8);
        assertThat(matrix.isAt(file)).isFalse();
      }
    }
  }

  private String first(DType dtype, long bits) {
    Path file = sparse(dtype, 1, 1);
    try (SharedMatrix matrix = SharedMatrix.open(file, Access.READ_WRITE)) {
      for (int i = 0; i < dtype.bytes(); i++) {
        matrix.grid().memory().set(ValueLayout.JAVA_BYTE, i, (byte) (bits >>> (8 * i)));
      }
      return matrix.get(0, 0) + " " + matrix.text(0, 0);
    }
  }

  private Path sparse(DType dtype, long rows, long cols) {
    return sparse(directory.resolve("x.npy"), NpyHeader.create(dtype, rows, cols));
  }

  /// A file that is all hole after its header.
  private static Path sparse(Path file, NpyHeader header) {
    NpyBytes.write(file, header.toBytes());
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.setLength(header.fileBytes());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Allocated blocks of 512 bytes.
  private static long blocks(Path file) throws IOException {
    Process stat = new ProcessBuilder("stat", "-c", "%b", file.toString()).start();
    try (BufferedReader reader = stat.inputReader()) {
      return Long.parseLong(String.valueOf(reader.readLine()));
    }
  }
}
