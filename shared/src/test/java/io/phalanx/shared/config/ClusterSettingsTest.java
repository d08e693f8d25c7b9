package io.phalanx.shared.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phalanx.shared.testing.OddNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterSettingsTest {
  private static final ClusterSettings ODD =
      new ClusterSettings(
          7, new WorkerSettings(65, 3, 4, true), 5, 101, 10_001, 60_001, (64 << 10) + 1, 9);

  @TempDir private Path folder;

  @Test
  void shouldReadWhatItWrote() {
    Path file = folder.resolve(OddNames.of("settings"));

    ODD.write(file);

    assertThat(ClusterSettings.read(file)).isEqualTo(ODD);
  }

  @Test
  void shouldReplaceTheFileWholeAndForItsOwnerAlone() throws IOException {
    Path file = folder.resolve("cluster.properties");
    ODD.write(file);
    ODD.withWorkers(8).write(file);

    assertThat(ClusterSettings.read(file)).isEqualTo(ODD.withWorkers(8));
    assertThat(folder.toFile().list()).containsExactly("cluster.properties");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void shouldGiveOneWorkerPerCore() {
    assertThat(ClusterSettings.defaults().workers())
        .isEqualTo(Math.min(256, Runtime.getRuntime().availableProcessors()));
  }

  @Test
  void shouldAcceptTheEndsOfEveryRange() {
    ClusterSettings least =
        new ClusterSettings(1, new WorkerSettings(64, 1, 0, false), 4, 1, 2, 1_000, 64 << 10, 1);
    ClusterSettings most =
        new ClusterSettings(
            256,
            new WorkerSettings(Integer.MAX_VALUE, 256, 19, true),
            1 << 20,
            60_000,
            Long.MAX_VALUE,
            Long.MAX_VALUE,
            Long.MAX_VALUE,
            1_000_000);

    assertThat(List.of(least, most)).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "workers, 0",
    "workers, 257",
    "workerHeapMib, 63",
    "workerHeapMib, 2147483648",
    "workerThreads, 0",
    "workerThreads, 257",
    "workerNice, -1",
    "workerNice, 20",
    "tileKib, 3",
    "tileKib, 1048577",
    "heartbeatMs, 0",
    "heartbeatMs, 60001",
    "livenessTimeoutMs, 201",
    "startTimeoutMs, 999",
    "logBytes, 65535",
    "messageDepth, 0",
    "messageDepth, 1000001",
    "workers, -1",
    "workers, 4294967298"
  })
  void shouldRefuseAValueOutOfRange(String name, String value) throws IOException {
    Path file = withSetting(name, value);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClusterSettings.read(file))
        .withMessageContaining("setting out of range: " + name + "=" + value + ", min=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "four", "4.0", "99999999999999999999"})
  void shouldRefuseWhatIsNoNumber(String value) throws IOException {
    Path file = withSetting("tileKib", value);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClusterSettings.read(file))
        .withMessage("unreadable setting: name=tileKib, value=" + value + ", file=" + file);
  }

  @Test
  void shouldRefuseWhatIsNeitherYesNorNo() throws IOException {
    Path file = withSetting("workerPin", "maybe");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClusterSettings.read(file))
        .withMessage("unreadable setting: name=workerPin, value=maybe, file=" + file);
  }

  @Test
  void shouldSayWhatIsMissing() throws IOException {
    Path file = Files.writeString(folder.resolve("cluster.properties"), "workers=2\n");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClusterSettings.read(file))
        .withMessage("missing setting: name=workerHeapMib, file=" + file);
    assertThatThrownBy(() -> ClusterSettings.read(folder.resolve("none")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot read the settings: file=");
  }

  private Path withSetting(String name, String value) throws IOException {
    Path file = folder.resolve("cluster.properties");
    ODD.write(file);
    return Files.writeString(
        file, Files.readString(file).replaceAll("(?m)^" + name + "=.*$", name + "=" + value));
  }
}
