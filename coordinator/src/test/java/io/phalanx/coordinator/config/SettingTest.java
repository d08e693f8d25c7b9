package io.phalanx.coordinator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SettingTest {
  private static final Path SCRIPTS = Path.of("../launch-scripts");

  @ParameterizedTest
  @EnumSource
  void shouldBeFoundByItsKeyAndHaveADefaultThatIsAllowed(Setting setting) {
    assertThat(Setting.of(setting.key())).contains(setting);
    assertThat(setting.kind() == Kind.PATHS || isSame(setting)).isTrue();
    assertThat(setting.meaning()).isNotBlank().doesNotContain("|");
  }

  private static boolean isSame(Setting setting) {
    return setting.format(setting.parse(setting.byDefault())).equals(setting.byDefault());
  }

  @ParameterizedTest
  @CsvSource({
    "workers, 1, 1",
    "workers, 256, 256",
    "worker-heap, 64MiB, 67108864",
    "worker-heap, 2GiB, 2147483648",
    "worker-threads, 2, 2",
    "worker-nice, 19, 19",
    "pin, true, 1",
    "tile-kib, 4, 4",
    "liveness-timeout, 2m, 120000",
    "start-timeout, 1s, 1000",
    "log-bytes, 64KiB, 65536",
    "log-bytes, 65537B, 65537",
    "keep-alive, 0ms, 0",
    "keep-alive, 1d, 86400000",
    "durable, true, 1",
  })
  void shouldReadValues(String key, String text, long number) {
    assertThat(Setting.require(key).parse(text)).isEqualTo(number);
    assertThat(Setting.require(key).format(number)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "workers, 0",
    "workers, 257",
    "workers, two",
    "workers, 2.0",
    "workers, ''",
    "worker-heap, 63MiB",
    "worker-heap, 65537KiB",
    "worker-heap, 256",
    "worker-threads, 0",
    "worker-nice, -1",
    "worker-nice, 20",
    "pin, 1",
    "tile-kib, 3",
    "heartbeat, 61s",
    "start-timeout, 999ms",
    "log-bytes, 63KiB",
    "message-depth, 1000001",
    "keep-alive, 10",
    "durable, yes",
  })
  void shouldRefuseWhatIsNoValue(String key, String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Setting.require(key).parse(text))
        .withMessageContaining("'" + text + "'");
  }

  @ParameterizedTest
  @CsvSource({
    "wrokers, workers",
    "worker, workers",
    "WORKERS, workers",
    "--workers, workers",
    "tileKib, tile-kib",
    "tile_kib, tile-kib",
    "heap, worker-heap",
    "nice, worker-nice",
    "worker-heep, worker-heap",
    "keepalive, keep-alive",
    "liveness-timout, liveness-timeout",
    "log-size, log-bytes",
  })
  void shouldNameTheNearestKey(String wrong, String nearest) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Setting.require(wrong))
        .withMessage("unknown setting: key=" + wrong + "; did you mean " + nearest + "?");
  }

  @ParameterizedTest
  @CsvSource({"'', '', 0", "a, '', 1", "'', ab, 2", "kitten, sitting, 3", "ab, ba, 2"})
  void shouldCountChanges(String from, String to, int changes) {
    assertThat(NearestKey.changes(from, to)).isEqualTo(changes);
  }

  /// The shell script has no other way to know them.
  @Test
  void shouldAllBeHandedOverByTheShell() throws IOException {
    String script = Files.readString(SCRIPTS.resolve("call-cluster.sh")).replace("\\\n", "");
    String list = script.replaceFirst("(?s).*for call_setting in ", "").replaceFirst("(?s);.*", "");

    assertThat(list.strip().split("\\s+"))
        .containsExactly(Arrays.stream(Setting.values()).map(Setting::name).toArray(String[]::new));
  }

  @Test
  void shouldStandInTheGuideAsTheyAre() throws IOException {
    String table =
        Arrays.stream(Setting.values())
            .map(SettingTest::row)
            .collect(
                Collectors.joining(
                    "\n",
                    "| Key | Default | Allowed | Variable | Meaning |\n|---|---|---|---|---|\n",
                    "\n"));

    assertThat(Files.readString(SCRIPTS.resolve("docs/configuration.md"))).contains(table);
  }

  private static String row(Setting setting) {
    String byDefault =
        switch (setting) {
          case WORKERS -> "one per core";
          case KERNELS -> "none";
          default -> "`" + setting.byDefault() + "`";
        };
    return "| `%s` | %s | %s | `%s` | %s |"
        .formatted(
            setting.key(), byDefault, setting.allowed(), setting.variable(), setting.meaning());
  }
}
