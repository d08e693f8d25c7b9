package io.phalanx.shared.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnerMarkTest {
  @TempDir private Path folder;

  @Test
  void shouldReadWhatItWrote() {
    OwnerMark mark = new OwnerMark(ProcessIdentity.current(), "0.1.0 = \u00e4\n!", "b", 12, true);
    Path file = folder.resolve("cluster.mark");

    mark.write(file);

    assertThat(OwnerMark.read(file)).contains(mark);
    assertThat(mark.isAlive()).isTrue();
  }

  @Test
  void shouldBeEmptyWhereThereIsNone() {
    assertThat(OwnerMark.read(folder.resolve("cluster.mark"))).isEmpty();
  }

  @Test
  void shouldBeStaleWhereAnotherProcessHasThePid() {
    ProcessIdentity self = ProcessIdentity.current();
    OwnerMark earlier =
        new OwnerMark(new ProcessIdentity(self.pid(), self.start() - 1), "0.1.0", "b", 12, false);

    assertThat(earlier.isAlive()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "pid=12",
        "pid=12\nprocessStart=5",
        "pid=twelve\nprocessStart=5\nstartedAtMs=7",
        "processStart=5\nstartedAtMs=7"
      })
  void shouldRefuseAFileThatIsNoMark(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("cluster.mark"), text);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> OwnerMark.read(file))
        .withMessageContaining("not a cluster mark, or a torn one: file=" + file)
        .withMessageContaining("delete it");
  }

  @Test
  void shouldRefuseAMarkOfWhichADigitWasFlipped() throws IOException {
    Path file = folder.resolve("cluster.mark");
    new OwnerMark(new ProcessIdentity(12, 5), "0.1.0", "b", 7, false).write(file);
    Files.writeString(file, Files.readString(file).replace("pid=12", "pid=13"));

    assertThatIllegalArgumentException().isThrownBy(() -> OwnerMark.read(file));
  }
}
