package io.phalanx.shared.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeepAliveTest {
  @TempDir private Path folder;

  @Test
  void shouldReadWhatItWrote() {
    KeepAlive kept = new KeepAlive(600_000, 17);
    Path file = folder.resolve("cluster.keep-alive");

    kept.write(file);

    assertThat(KeepAlive.read(file)).contains(kept);
    assertThat(kept.endsAtMs()).isEqualTo(600_017);
  }

  @Test
  void shouldReadNothingWhereThereIsNoFile() {
    assertThat(KeepAlive.read(folder.resolve("absent"))).isEmpty();
  }

  @Test
  void shouldRefuseADamagedFile() throws IOException {
    Path file = Files.writeString(folder.resolve("cluster.keep-alive"), "keepMs=5\n");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeepAlive.read(file))
        .withMessageContaining("idleSinceMs");
  }

  @Test
  void shouldRefuseNoTime() {
    assertThatIllegalArgumentException().isThrownBy(() -> new KeepAlive(0, 17));
  }

  @Test
  void shouldNotEndInThePastWhenItIsKeptForEver() {
    assertThat(new KeepAlive(Long.MAX_VALUE, 17).endsAtMs()).isEqualTo(Long.MAX_VALUE);
  }
}
