package io.phalanx.coordinator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.ClusterSettings;
import io.phalanx.shared.config.WorkerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {
  @TempDir private Path folder;
  private ClusterDirectory directory = new ClusterDirectory(Path.of("/"));
  private final Map<Setting, String> flags = new EnumMap<>(Setting.class);
  private final Map<Setting, String> environment = new EnumMap<>(Setting.class);

  @BeforeEach
  void choose() {
    directory = new ClusterDirectory(folder);
  }

  @Test
  void shouldGoByTheDefaultsWhereNothingIsSaid() {
    assertThat(configuration().cluster()).isEqualTo(ClusterSettings.defaults());
    assertThat(configuration().saidOfCluster()).isEmpty();
    assertThat(configuration().fromFile()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "5, 4, 3, 5, FLAG, --workers",
    ", 4, 3, 4, ENVIRONMENT, PHALANX_WORKERS",
    ", , 3, 3, FILE, FILE",
    "5, , 3, 5, FLAG, --workers",
  })
  void shouldTakeWhatIsSaidFirst(
      String flag, String variable, String line, String value, Source source, String origin)
      throws IOException {
    say(flags, flag);
    say(environment, variable);
    write("workers=" + line);

    Value workers = configuration().value(Setting.WORKERS);

    assertThat(workers.text()).isEqualTo(value);
    assertThat(workers.source()).isEqualTo(source);
    assertThat(workers.origin())
        .isEqualTo(origin.replace("FILE", directory.userSettings().toString()));
    assertThat(configuration().cluster().workers()).isEqualTo(Integer.parseInt(value));
  }

  private static void say(Map<Setting, String> said, String text) {
    if (text != null) {
      said.put(Setting.WORKERS, text);
    }
  }

  @Test
  void shouldRefuseWhatIsWrongEvenWhereItDoesNotCount() throws IOException {
    flags.put(Setting.WORKERS, "2");
    environment.put(Setting.WORKERS, "none");
    assertThatIllegalArgumentException()
        .isThrownBy(this::configuration)
        .withMessageStartingWith("bad value: variable=PHALANX_WORKERS, workers=none, cause=");

    environment.clear();
    write("workers=0");
    assertThatIllegalArgumentException()
        .isThrownBy(this::configuration)
        .withMessageStartingWith("bad value: file=" + directory.userSettings() + ", line=1, ");

    write("");
    flags.put(Setting.WORKERS, "0");
    assertThatIllegalArgumentException()
        .isThrownBy(this::configuration)
        .withMessageStartingWith("bad value: flag=--workers, workers=0, cause=");
  }

  @Test
  void shouldRefuseATimeoutThatIsShorterThanTwoHeartbeats() throws IOException {
    write("heartbeat=1s");
    flags.put(Setting.LIVENESS_TIMEOUT, "1999ms");

    assertThatIllegalArgumentException()
        .isThrownBy(this::configuration)
        .withMessageContaining("liveness-timeout=1999ms (from --liveness-timeout), heartbeat=1s");
  }

  @Test
  void shouldHaveEverySettingOfAClusterAndSayItAgainAsFlags() throws IOException {
    write(
        """
        workers=7
        worker-heap=65MiB
        worker-threads=3
        worker-nice=4
        pin=true
        tile-kib=5
        heartbeat=101ms
        liveness-timeout=10001ms
        start-timeout=2m
        log-bytes=65537B
        message-depth=9
        """);
    ClusterSettings odd =
        new ClusterSettings(
            7, new WorkerSettings(65, 3, 4, true), 5, 101, 10_001, 120_000, (64 << 10) + 1, 9);

    assertThat(configuration().cluster()).isEqualTo(odd);
    assertThat(String.join("\n", Configuration.flags(odd)).replace("--", ""))
        .isEqualTo(Files.readString(directory.userSettings()).strip());
    assertThat(configuration().saidOfCluster()).hasSize(11).containsEntry(Setting.WORKERS, 7L);
  }

  @Test
  void shouldSayWhatIsFromTheFile() throws IOException {
    flags.put(Setting.WORKER_NICE, "1");
    write("worker-nice=5\nworkers=2\nkeep-alive=1m\nlog-bytes=1MiB\n");

    assertThat(configuration().fromFile())
        .isEqualTo("workers=2, log-bytes=1MiB (from " + directory.userSettings() + ")");
  }

  @Test
  void shouldFindJarsOfAFileFromItsFolder() throws IOException {
    write("kernels=own.jar:/abs/other.jar");
    assertThat(configuration().kernels())
        .isEqualTo(List.of(folder.resolve("own.jar"), Path.of("/abs/other.jar")));

    environment.put(Setting.KERNELS, "own.jar");
    assertThat(configuration().kernels()).isEqualTo(List.of(Path.of("own.jar")));
  }

  private Configuration configuration() {
    return Configuration.of(
        directory,
        flags,
        variable ->
            environment.entrySet().stream()
                .filter(said -> said.getKey().variable().equals(variable))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(""));
  }

  private void write(String text) throws IOException {
    Files.writeString(directory.userSettings(), text);
  }
}
