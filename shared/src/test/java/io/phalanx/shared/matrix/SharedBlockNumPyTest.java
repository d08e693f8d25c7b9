package io.phalanx.shared.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phalanx.shared.testing.NumPy;
import io.phalanx.shared.testing.NumPySession;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Blocks that Python's own `multiprocessing.shared_memory` makes.
@Timeout(60)
class SharedBlockNumPyTest {
  private static final String OWNER =
      """
      from multiprocessing import shared_memory
      block = shared_memory.SharedMemory(create=True, size=3 * 4 * 8)
      a = numpy.ndarray((3, 4), dtype=numpy.float64, buffer=block.buf)
      a[:] = numpy.arange(12).reshape(3, 4) / 8
      print(block.name)
      for line in sys.stdin:
          print(repr(float(a[1, 2])))
      del a
      block.close()
      block.unlink()
      """;

  @TempDir private Path folder;

  @Test
  void shouldShareTheElementsWithPython() {
    try (NumPySession python = NumPy.required().start(OWNER)) {
      String block = "shm:" + python.readLine();
      Path path = Path.of(block + "?shape=3x4&dtype=float64");
      try (SharedMatrix matrix = SharedMatrix.attach(path)) {
        assertThat(matrix.get(2, 3)).isEqualTo(11 / 8.0);
        MemorySegment row = matrix.row(1);
        assertThat(row.byteSize()).isEqualTo(32);
        row.setAtIndex(ValueLayout.JAVA_DOUBLE, 2, -7.5);
        python.send("now?");
        assertThat(python.readLine()).isEqualTo("-7.5");
        assertThat(matrix.isAt(path)).isTrue();
        assertThat(matrix.isAt(Path.of(block + "?shape=4x3&dtype=float64"))).isFalse();
        try (SharedMatrix copy = matrix.snapshot(folder.resolve("copy.npy"))) {
          assertThat(copy.grid().memory().mismatch(matrix.grid().memory())).isEqualTo(-1);
        }
      }
      assertThat(NpyHeader.read(path).dataOffset()).isZero();
      assertThatThrownBy(() -> SharedMatrix.attach(Path.of(block + "?shape=3x5&dtype=float64")))
          .isInstanceOf(MatrixFormatException.class)
          .hasMessageContaining("found=96 bytes, wanted=120 bytes for the shape 3x5 of float64");
      python.finish();
      assertThatThrownBy(() -> NpyHeader.read(path))
          .isInstanceOf(MatrixFormatException.class)
          .hasMessageContaining("found=no such file");
    }
  }

  @Test
  void shouldRefuseABlockThatIsMuchLarger() throws Exception {
    Path file = Files.createTempFile(Path.of("/dev/shm"), "phalanx-test", "");
    try {
      Files.write(file, new byte[4096 + 80]);
      String block = "shm:" + file.getFileName();

      assertThat(NpyHeader.read(Path.of(block + "?shape=1x4170&dtype=uint8")).cols())
          .isEqualTo(4170);
      assertThatThrownBy(() -> NpyHeader.read(Path.of(block + "?shape=10x1&dtype=float64")))
          .isInstanceOf(MatrixFormatException.class)
          .hasMessageContaining("found=4176 bytes, wanted=80 bytes");
    } finally {
      Files.delete(file);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shm:",
        "shm:name",
        "shm:?shape=2x2&dtype=float64",
        "shm:..?shape=2x2&dtype=float64",
        "shm:../etc/passwd?shape=2x2&dtype=float64",
        "shm:a/b?shape=2x2&dtype=float64",
        "shm:name?shape=2x2",
        "shm:name?dtype=float64",
        "shm:name?shape=2&dtype=float64",
        "shm:name?shape=-2x2&dtype=float64",
        "shm:name?shape=2x2&shape=2x2&dtype=float64",
        "shm:name?shape=2x2&dtype=float64&order=F",
        "shm:name?shape=2x2&dtype"
      })
  void shouldRefuseWhatNamesNoBlock(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SharedMatrix.attach(Path.of(text)))
        .withMessageContaining("no block of shared memory: given=")
        .withMessageContaining("wanted=shm:NAME?shape=ROWSxCOLS&dtype=float64");
  }

  @Test
  void shouldMakeAttachAndUnlink() {
    Path file = folder.resolve("m.npy");
    try (SharedMatrix made = SharedMatrix.create(file, DType.FLOAT32, 2, 3);
        SharedMatrix attached = SharedMatrix.attach(file)) {
      made.row(1).setAtIndex(ValueLayout.JAVA_FLOAT, 2, 1.5f);
      assertThat(attached.get(1, 2)).isEqualTo(1.5);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SharedMatrix.create(file, DType.FLOAT32, 2, 3))
          .withMessageContaining("file exists");
      attached.unlink();
      assertThat(file).doesNotExist();
      assertThat(made.get(1, 2)).isEqualTo(1.5);
    }
  }

  @Test
  void shouldNotMakeAFileOfTheName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            SharedMatrix.create(Path.of("shm:none?shape=2x3&dtype=float64"), DType.FLOAT64, 2, 3))
        .withMessageContaining("made by the program that shares it");
  }
}
