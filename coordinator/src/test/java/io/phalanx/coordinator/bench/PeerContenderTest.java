package io.phalanx.coordinator.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Peers that are a few lines of shell.
class PeerContenderTest {
  private static final long PATIENCE_MS = 20_000;
  private static final String READY =
      "printf 'hello\\tversion=1\\n'; read line; echo ok; read line; ";

  @TempDir private Path folder;
  private @Nullable PeerContender opened;

  @AfterEach
  void close() {
    if (opened != null) {
      opened.close();
    }
  }

  @Test
  void shouldTakeTheTimeThatThePeerMeasured() throws IOException {
    PeerContender contender = peer(READY + "printf 'ok\\t1234\\t-2.5\\n'; read line", PATIENCE_MS);

    assertThat(contender.prepare(task())).isEmpty();
    assertThat(contender.run()).isEqualTo(new Contender.Run(1234, null, -2.5));
    assertThat(contender.versions()).containsExactly("version=1");
  }

  @Test
  void shouldHandOverTheTaskAsOneLine() throws IOException {
    PeerContender contender =
        peer("printf 'hello\\n'; read line; printf 'skip\\t%s\\n' \"$line\"", PATIENCE_MS);

    assertThat(contender.prepare(task())).contains("prepare");
  }

  @Test
  void shouldReadNumbersAsPythonPrintsThem() throws IOException {
    PeerContender contender = peer(READY + "printf 'ok\\t1\\tnan\\n'; read line", PATIENCE_MS);
    contender.prepare(task());

    assertThat(contender.run().result()).isNaN();
  }

  @Test
  void shouldSayWhyAPeerIsMissing() throws IOException {
    PeerContender contender = peer("printf 'missing\\tit is not installed\\n'", PATIENCE_MS);

    assertThat(contender.prepare(task())).contains("it is not installed");
    assertThat(contender.prepare(task())).contains("it is not installed");
  }

  @Test
  void shouldSayWhatWasSaidWhenAPeerDoesNotStart() throws IOException {
    PeerContender contender = peer("echo 'no such module' >&2; exit 3", PATIENCE_MS);

    assertThat(contender.prepare(task()).orElse("")).contains("ended", "no such module");
  }

  @Test
  void shouldFailWithThePeersWords() throws IOException {
    PeerContender contender =
        peer(READY + "printf 'error\\tout of luck\\n'; read line", PATIENCE_MS);
    contender.prepare(task());

    assertThatThrownBy(contender::run)
        .isInstanceOf(IOException.class)
        .hasMessage("error out of luck");
  }

  @Test
  void shouldKillAPeerThatHangsAndStartItAnew() throws IOException {
    PeerContender contender = peer(READY + "exec tail -f /dev/null", 300);
    contender.prepare(task());

    assertThatThrownBy(contender::run).hasMessageContaining("no answer");
    assertThat(contender.prepare(task())).isEmpty();
  }

  private PeerContender peer(String script, long timeoutMs) {
    Peer peer = new Peer("fake", "fake", "", List.of("/bin/sh", "-c", script), Map.of(), "");
    PeerContender contender = new PeerContender(peer, folder.resolve("fake.err"), timeoutMs);
    opened = contender;
    return contender;
  }

  private BenchTask task() {
    Path x = folder.resolve("x.npy");
    return new BenchTask(BenchOperation.SIGMOID, "sigmoid", x, null, null, null, 1, 1);
  }
}
