package io.phalanx.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.phalanx.shared.matrix.Access;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.NewMatrix;
import io.phalanx.shared.matrix.NpyHeader;
import io.phalanx.shared.protocol.MatrixRef;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatrixCacheTest {
  private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

  @TempDir private Path folder;
  private final MatrixCache cache = new MatrixCache();
  private final long startNs = System.nanoTime();

  @AfterEach
  void release() {
    cache.release();
  }

  @Test
  void shouldKeepAMatrixMappedFromJobToJob() {
    MatrixRef ref = matrix("a.npy", 4);
    MappedMatrix first = cache.use(ref, Access.READ_WRITE, false);

    cache.tidyIfDue(startNs + 100 * SECOND_NS);

    assertThat(cache.use(ref, Access.READ_WRITE, false)).isSameAs(first);
  }

  @Test
  void shouldServeReadersFromWhatIsMappedForWriting() {
    MatrixRef ref = matrix("a.npy", 4);
    MappedMatrix written = cache.use(ref, Access.READ_WRITE, false);

    MappedMatrix read = cache.use(ref, Access.READ, false);

    assertThat(read).isSameAs(written);
    assertThat(read.grid(Access.READ).memory().isReadOnly()).isTrue();
    assertThat(read.grid(Access.READ_WRITE).memory().isReadOnly()).isFalse();
  }

  @Test
  void shouldMapAnewForWritingWhatIsMappedForReading() {
    MatrixRef ref = matrix("a.npy", 4);
    MappedMatrix read = cache.use(ref, Access.READ, false);

    assertThat(cache.use(ref, Access.READ_WRITE, false)).isNotSameAs(read);
    assertThat(read.grid(Access.READ).memory().scope().isAlive()).isTrue();
  }

  @Test
  void shouldKnowAnOutputUnderItsFinalName() throws IOException {
    MatrixRef temporary = matrix("temporary", 4);
    MappedMatrix written = cache.use(temporary, Access.READ_WRITE, true);
    Files.move(Path.of(temporary.path()), folder.resolve("final.npy"));

    assertThat(cache.use(ref("final.npy", 4), Access.READ, false)).isSameAs(written);
  }

  @Test
  void shouldUnmapAFileThatIsGoneOrReplacedOnceItIsTimeTo() throws IOException {
    MatrixRef gone = matrix("gone.npy", 4);
    MatrixRef replaced = matrix("replaced.npy", 4);
    MemorySegment goneMemory = cache.use(gone, Access.READ, false).grid(Access.READ).memory();
    MemorySegment oldMemory = cache.use(replaced, Access.READ, false).grid(Access.READ).memory();
    Files.delete(Path.of(gone.path()));
    matrix("replaced.npy", 4);

    cache.tidyIfDue(startNs + 2 * SECOND_NS);

    assertThat(goneMemory.scope().isAlive()).isFalse();
    assertThat(oldMemory.scope().isAlive()).isFalse();
    assertThat(cache.use(replaced, Access.READ, false).grid(Access.READ).memory().scope().isAlive())
        .isTrue();
  }

  @Test
  void shouldUnmapWhatWasNotUsedForLong() {
    MemorySegment memory =
        cache.use(matrix("a.npy", 4), Access.READ, false).grid(Access.READ).memory();

    cache.tidyIfDue(startNs + 299 * SECOND_NS);
    assertThat(memory.scope().isAlive()).isTrue();

    cache.tidyIfDue(startNs + 302 * SECOND_NS);
    assertThat(memory.scope().isAlive()).isFalse();
  }

  @Test
  void shouldKeepTheMostRecentOfMany() {
    MemorySegment oldest =
        cache.use(matrix("0.npy", 4), Access.READ, false).grid(Access.READ).memory();
    for (int i = 1; i <= 16; i++) {
      cache.use(matrix(i + ".npy", 4), Access.READ, false);
    }
    assertThat(oldest.scope().isAlive()).isTrue(); // a phase may be at work with all of them

    cache.tidyIfDue(startNs + 2 * SECOND_NS);

    assertThat(oldest.scope().isAlive()).isFalse();
  }

  @Test
  void shouldRefuseAFileOfAnotherShapeThanPlanned() {
    matrix("a.npy", 4);

    assertThatIllegalStateException()
        .isThrownBy(() -> cache.use(ref("a.npy", 5), Access.READ, false))
        .withMessageContaining("planned=5x3, found=4x3");
  }

  private MatrixRef matrix(String name, long rows) {
    try (NewMatrix matrix = NewMatrix.create(folder.resolve(name), DType.FLOAT64, rows, 3)) {
      matrix.commit();
    }
    return ref(name, rows);
  }

  private MatrixRef ref(String name, long rows) {
    String path = folder.resolve(name).toString();
    return new MatrixRef(path, NpyHeader.DATA_OFFSET, rows, 3, DType.FLOAT64);
  }
}
