package io.phalanx.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.shared.ledger.RedoFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpareRedoTest {
  private static final int UNIT_BYTES = 8;

  @TempDir private Path folder;
  private Path place = Path.of("");
  private Path first = Path.of("");
  private Path second = Path.of("");
  private SpareRedo spare = new SpareRedo(place);

  @BeforeEach
  void nameFiles() {
    place = folder.resolve("spare");
    first = folder.resolve("redo-0-0");
    second = folder.resolve("redo-3-0");
    spare = new SpareRedo(place);
  }

  @AfterEach
  void close() {
    spare.close();
  }

  @Test
  void shouldHideTheFileBetweenTwoPhases() {
    RedoFile redo = spare.take(first, 0, UNIT_BYTES);

    spare.keep(redo, first);

    assertThat(first).doesNotExist();
    assertThat(place).exists();
    try (RedoFile again = spare.take(second, 3, UNIT_BYTES);
        RedoFile found = RedoFile.open(second, 3, UNIT_BYTES)) {
      assertThat(again).isSameAs(redo);
      assertThat(found.state()).isEmpty();
      assertThat(place).doesNotExist();
    }
  }

  @Test
  void shouldMakeANewFileForUnitsOfAnotherSize() {
    RedoFile redo = spare.take(first, 0, UNIT_BYTES);
    spare.keep(redo, first);

    try (RedoFile other = spare.take(second, 3, 2 * UNIT_BYTES);
        RedoFile found = RedoFile.open(second, 3, 2 * UNIT_BYTES)) {
      assertThat(other).isNotSameAs(redo);
      assertThat(found.state()).isEmpty();
    }
  }

  @Test
  void shouldMakeANewFileWhereTheOldOneWentWithItsJob() throws IOException {
    RedoFile redo = spare.take(first, 0, UNIT_BYTES);
    Files.delete(first);
    spare.keep(redo, first);

    try (RedoFile fresh = spare.take(second, 3, UNIT_BYTES)) {
      assertThat(fresh).isNotSameAs(redo);
      assertThat(second).exists();
    }
  }

  @Test
  void shouldMakeANewFileWhereTheSpareOneIsGone() throws IOException {
    RedoFile redo = spare.take(first, 0, UNIT_BYTES);
    spare.keep(redo, first);
    Files.delete(place);

    try (RedoFile fresh = spare.take(second, 3, UNIT_BYTES)) {
      assertThat(fresh).isNotSameAs(redo);
      assertThat(second).exists();
    }
  }
}
