package io.phalanx.shared.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phalanx.shared.lifecycle.PhalanxException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SyncFileTest {
  private static final int MAKERS = 8;
  private static final int ADDITIONS = 20_000;

  @TempDir private Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void nameFile() {
    file = folder.resolve("shared");
  }

  @Test
  void shouldMakeOneFileWhenManyOpenItAtOnceAndCountExactly() throws IOException {
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int maker = 0; maker < MAKERS; maker++) {
      all.add(CompletableFuture.runAsync(this::addMany));
    }
    all.forEach(CompletableFuture::join);

    try (SharedCounter counter = SharedCounter.open(file);
        Stream<Path> files = Files.list(folder)) {
      assertThat(counter.get()).isEqualTo((long) MAKERS * ADDITIONS);
      assertThat(counter.add(-5)).isEqualTo((long) MAKERS * ADDITIONS - 5);
      counter.set(7);
      assertThat(counter.get()).isEqualTo(7);
      assertThat(files).containsExactly(file);
    }
  }

  private void addMany() {
    try (SharedCounter counter = SharedCounter.open(file)) {
      for (int i = 0; i < ADDITIONS; i++) {
        counter.add(1);
      }
    }
  }

  @Test
  void shouldRefuseAFileThatWasCutOff() throws IOException {
    SharedLock.open(file).close();
    byte[] whole = Files.readAllBytes(file);
    for (int bytes : new int[] {0, 1, 63, 64, whole.length - 1}) {
      Files.write(file, java.util.Arrays.copyOf(whole, bytes));

      assertThatIllegalStateException()
          .as("bytes=%d", bytes)
          .isThrownBy(() -> SharedLock.open(file))
          .withMessageContaining("not a lock of this version, or a torn one: file=" + file)
          .withMessageContaining("delete it");
    }
  }

  @Test
  void shouldRefuseAnotherVersionAnotherKindAndAnotherMatrix() throws IOException {
    RowLeases.open(file, 10).close();
    assertThatIllegalStateException()
        .isThrownBy(() -> RowLeases.open(file, 11))
        .withMessageContaining("found=10, wanted=11");
    assertThatIllegalStateException()
        .isThrownBy(() -> SharedCounter.open(file))
        .withMessageContaining("not a counter of this version");
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer.wrap(bytes).put(8, (byte) 9);
    Files.write(file, bytes);

    assertThatIllegalStateException()
        .isThrownBy(() -> RowLeases.open(file, 10))
        .withMessageContaining("version=9, wanted=1")
        .withMessageContaining("checksum=wrong");
  }

  @Test
  void shouldSayWhyAFileCannotBeMade() {
    for (Path place : List.of(Path.of("/proc/shared"), folder.resolve("none").resolve("shared"))) {
      assertThatThrownBy(() -> SharedCounter.open(place))
          .isInstanceOf(PhalanxException.class)
          .hasMessageContaining("cannot open a counter: file=" + place)
          .hasMessageContaining("check the permissions");
    }
    assertThatThrownBy(() -> SharedCounter.open(folder))
        .isInstanceOf(PhalanxException.class)
        .hasMessageContaining("not a regular file");
  }
}
