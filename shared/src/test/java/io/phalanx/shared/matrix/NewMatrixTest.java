package io.phalanx.shared.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.phalanx.shared.testing.OddNames;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewMatrixTest {
  @TempDir private Path directory;
  private Path target;

  @BeforeEach
  void nameTarget() {
    target = directory.resolve("out put.npy");
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void shouldAppearWholeWhenCommitted(DType dtype) throws IOException {
    try (NewMatrix made = NewMatrix.create(target, dtype, 3, 4)) {
      assertThat(target).doesNotExist();
      assertThat(made.matrix().get(2, 3)).isZero();
      made.grid().memory().fill((byte) 0x40);
      made.commit();
      assertThat(names()).containsExactly("out put.npy");
    }
    assertThat(names()).containsExactly("out put.npy");
    assertThat(Files.size(target)).isEqualTo(4096 + 12L * dtype.bytes());
    try (SharedMatrix matrix = SharedMatrix.open(target, Access.READ)) {
      assertThat(matrix.header()).isEqualTo(NpyHeader.create(dtype, 3, 4));
      assertThat(matrix.grid().memory().toArray(ValueLayout.JAVA_BYTE)).containsOnly(0x40);
    }
  }

  @Test
  void shouldLeaveNothingWhenNotCommitted() throws IOException {
    try (NewMatrix made = NewMatrix.create(target, DType.FLOAT64, 300, 400)) {
      assertThat(names()).hasSize(1).allMatch(name -> name.startsWith(".out put.npy."));
      assertThat(made.path().toString()).endsWith(NewMatrix.TEMPORARY_SUFFIX);
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void shouldReplaceAnExistingFileOnlyAtCommit() throws IOException {
    Files.writeString(target, "old");
    try (NewMatrix made = NewMatrix.create(target, DType.FLOAT64, 3, 4)) {
      assertThat(target).hasContent("old");
      made.commitDurably();
    }
    assertThat(NpyHeader.read(target).rows()).isEqualTo(3);
  }

  @Test
  void shouldRefuseASecondCommit() {
    try (NewMatrix made = NewMatrix.create(target, DType.FLOAT64, 3, 4)) {
      made.commit();
      assertThatIllegalStateException().isThrownBy(made::commit);
      made.discard();
      assertThat(target).exists();
    }
    NewMatrix closed = NewMatrix.create(target, DType.FLOAT64, 3, 4);
    closed.discard();
    assertThatIllegalStateException().isThrownBy(closed::commit);
  }

  @Test
  void shouldLetOthersWriteThroughTheTemporaryPath() {
    try (NewMatrix made = NewMatrix.create(target, DType.INT64, 3, 4)) {
      try (SharedMatrix worker = SharedMatrix.open(made.path(), Access.READ_WRITE)) {
        worker.grid().memory().set(Elements.INT64, 8 * 11, -7);
        made.commit();
        worker.grid().memory().set(Elements.INT64, 8 * 10, -6);
      }
      assertThat(made.matrix().text(2, 3)).isEqualTo("-7");
      assertThat(made.matrix().text(2, 2)).isEqualTo("-6");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1})
  void shouldMakeFilesWithoutElements(long cols) {
    try (NewMatrix made = NewMatrix.create(target, DType.FLOAT64, 0, cols)) {
      made.commit();
    }
    assertThat(NpyHeader.read(target).cols()).isEqualTo(cols);
  }

  @Test
  void shouldMakeFilesWithTheLongestNamesAndOddOnes() throws IOException {
    for (String name : List.of("x".repeat(251) + ".npy", OddNames.of("x"), "%2e")) {
      Path odd = directory.resolve(name);
      try (NewMatrix made = NewMatrix.create(odd, DType.UINT8, 3, 4)) {
        made.commit();
      }
      assertThat(NpyHeader.read(odd).rows()).isEqualTo(3);
    }
    assertThat(names()).hasSize(3);
  }

  @Test
  void shouldWriteThroughASymbolicLink() throws IOException {
    Path real = Files.createDirectory(directory.resolve("real")).resolve("x.npy");
    Files.writeString(real, "old");
    Files.createSymbolicLink(target, real);
    try (NewMatrix made = NewMatrix.create(target, DType.UINT8, 3, 4)) {
      made.commit();
    }
    assertThat(target).isSymbolicLink();
    assertThat(NpyHeader.read(real).rows()).isEqualTo(3);
  }

  @Test
  void shouldRefuseTargetsThatCannotBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NewMatrix.create(directory, DType.UINT8, 1, 1))
        .withMessageContaining("target is a directory: file=" + directory);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NewMatrix.create(directory.resolve("no/x.npy"), DType.UINT8, 1, 1))
        .withMessageContaining("no such directory")
        .withMessageContaining("mkdir -p");
  }

  @Test
  void shouldRefuseAnExistingTargetOnlyWhenAskedTo() throws IOException {
    NewMatrix.requireAbsent(target);
    Files.writeString(target, "old");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> NewMatrix.requireAbsent(target))
        .withMessageContaining("file exists: file=" + target);
  }

  @Test
  void shouldSayHowMuchIsNeededAndLeaveNothingWhenThereIsNoRoom() throws IOException {
    assertThatExceptionOfType(MatrixIoException.class)
        .isThrownBy(() -> NewMatrix.create(target, DType.FLOAT64, 1L << 50, 1))
        .withMessageContaining("neededBytes=9007199254745088, availableBytes=")
        .withMessageContaining("file=" + target + ", cause=No space left on device, needed");
    assertThat(names()).isEmpty();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }
}
