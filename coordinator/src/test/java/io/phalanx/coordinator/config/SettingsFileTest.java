package io.phalanx.coordinator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.phalanx.shared.config.ClusterDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsFileTest {
  private static final String TEXT =
      """
      # For the demonstration

      ! second remark
        workers = 2
      keep-alive=10m
      """;

  @TempDir private Path folder;
  private ClusterDirectory directory = new ClusterDirectory(Path.of("/"));
  private SettingsFile file = new SettingsFile(directory);

  @BeforeEach
  void choose() {
    directory = new ClusterDirectory(folder.resolve("a user's cluster"));
    file = new SettingsFile(directory);
  }

  @Test
  void shouldReadWhatStandsThere() throws IOException {
    write(TEXT);

    assertThat(file.read()).containsOnlyKeys(Setting.WORKERS, Setting.KEEP_ALIVE);
    assertThat(file.read().get(Setting.KEEP_ALIVE))
        .isEqualTo(
            new Value(Setting.KEEP_ALIVE, "10m", 600_000, Source.FILE, file.path().toString()));
  }

  @Test
  void shouldReadNothingWhereThereIsNone() {
    assertThat(file.read()).isEmpty();
    assertThat(directory.root()).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wokers=2 | unknown setting: file=FILE, line=2, key=wokers; did you mean workers?",
        "workers | no value: file=FILE, line=2, line wanted=workers=VALUE",
        "workers=none | bad value: file=FILE, line=2, workers=none, cause='none' is no whole number;"
            + " allowed: 1 to 256",
        "log-bytes=1KiB | bad value: file=FILE, line=2, log-bytes=1KiB, cause='1KiB' is out of range;"
            + " allowed: 64KiB to 1024GiB",
      })
  void shouldNameFileAndLineOfWhatIsWrong(String line, String complaint) throws IOException {
    write("tile-kib=64\n" + line + "\n");

    assertThatIllegalArgumentException()
        .isThrownBy(file::read)
        .withMessage(complaint.replace("FILE", file.path().toString()));
  }

  @Test
  void shouldRefuseAKeyThatIsThereTwice() throws IOException {
    write("workers=1\n# or\nworkers=2\n");

    assertThatIllegalArgumentException()
        .isThrownBy(file::read)
        .withMessageContaining("set twice: file=" + file.path() + ", line=3, key=workers");
  }

  @Test
  void shouldRefuseWhatIsNoText() throws IOException {
    Files.createDirectories(directory.root());
    Files.write(file.path(), new byte[] {(byte) 0xff, '=', '1'});

    assertThatIllegalArgumentException()
        .isThrownBy(file::read)
        .withMessageContaining("cannot read the settings: file=" + file.path());
  }

  @Test
  void shouldKeepAllElseWhenAValueIsSet() throws IOException {
    write(TEXT + "wrong\n");

    file.set(Map.of(Setting.WORKERS, "3", Setting.TILE_KIB, "64"));

    assertThat(file.path())
        .hasContent(TEXT.replace("  workers = 2", "workers=3") + "wrong\ntile-kib=64\n");
    assertThat(directory.root().toFile().list()).containsExactly("phalanx.properties");
  }

  @Test
  void shouldMakeFileAndFolderForTheirOwnerAlone() throws IOException {
    file.set(Map.of(Setting.WORKERS, "3"));

    assertThat(file.path()).hasContent("workers=3\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.root())))
        .isEqualTo("rwx------");
  }

  @Test
  void shouldWriteNothingThatIsNotAllowed() throws IOException {
    write(TEXT);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> file.set(Map.of(Setting.TILE_KIB, "64", Setting.WORKERS, "0")))
        .withMessage("bad value: workers=0, cause='0' is out of range; allowed: 1 to 256");
    assertThat(file.path()).hasContent(TEXT);
  }

  @Test
  void shouldWriteThroughALink() throws IOException {
    write("");
    Path target = Files.writeString(folder.resolve("shared.properties"), "# ours\n");
    Files.delete(file.path());
    Files.createSymbolicLink(file.path(), target);

    file.set(Map.of(Setting.WORKERS, "3"));

    assertThat(file.path()).isSymbolicLink();
    assertThat(target).hasContent("# ours\nworkers=3\n");
  }

  @Test
  void shouldTakeOutAKeyAndOneThatIsNone() throws IOException {
    write(TEXT + "wrokers=2\n");

    assertThat(file.unset("wrokers")).isTrue();
    assertThat(file.path()).hasContent(TEXT);
    assertThat(file.unset("workers")).isTrue();
    assertThat(file.unset("workers")).isFalse();
    assertThat(file.read()).containsOnlyKeys(Setting.KEEP_ALIVE);
  }

  private void write(String text) throws IOException {
    Files.createDirectories(directory.root());
    Files.writeString(file.path(), text, StandardCharsets.UTF_8);
  }
}
