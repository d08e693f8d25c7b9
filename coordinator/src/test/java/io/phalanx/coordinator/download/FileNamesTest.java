package io.phalanx.coordinator.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNamesTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "/a/cat.png, cat.png",
        "/a/cat.png/, cat.png",
        "/, index",
        "none, index",
        "/cat.png?size=2, cat.png",
        "/.., index",
        "/%2e%2e, index",
        "/..%2f..%2fetc%2fpasswd, _.._.._etc_passwd",
        "/%252e%252e%252f, %2e%2e%2f",
        "/..%5C..%5Cevil.exe, _.._.._evil.exe",
        "/.bashrc, _.bashrc",
        "/-rf, _-rf",
        "/~root, _~root",
        "/a%00b%0Ac%1b%5B2Jd, a_b_c_[2Jd",
        "/C%3A%5Cautoexec.bat, C__autoexec.bat",
        "/CON, _CON",
        "/con.png, _con.png",
        "/Lpt1.tar.gz, _Lpt1.tar.gz",
        "/com%C2%B9, _com¹",
        "/console.png, console.png",
        "/name.%20.., name",
        "/%20%20, index",
        "/%ff%fe.png, __.png",
        "/a%, a%",
        "/%zz, %zz",
        "/b%C3%BCcher.png, bücher.png",
        "/bu%CC%88cher.png, bücher.png",
        "/%E2%80%AEgnp.exe, _gnp.exe",
        "/a%3Cb%3E%7C%2A%3F.txt, a_b____.txt",
      })
  void shouldTameWhatTheAddressSays(String path, String name) {
    URI address =
        URI.create(
            "http://example.org"
                + (path == null ? "" : path.replace("%zz", "%25zz").replaceAll("%$", "%25")));

    assertThat(FileNames.of(address)).isEqualTo(name);
  }

  @Test
  void shouldShortenToWhatFileSystemsTakeAndKeepTheExtension() {
    String name = FileNames.sanitised("ü".repeat(300) + ".jpeg");

    assertThat(name.getBytes(StandardCharsets.UTF_8).length).isBetween(190, 200);
    assertThat(name).endsWith("ü.jpeg");
    assertThat(FileNames.sanitised("a".repeat(300)).length()).isEqualTo(200);
    assertThat(FileNames.sanitised("a." + "b".repeat(300)).length()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"a.png, a-7.png", "a, a-7", "a.tar.gz, a.tar-7.gz", "_.x, _-7.x"})
  void shouldPutNumbersBeforeTheExtension(String name, String suffixed) {
    assertThat(FileNames.suffixed(name, 7)).isEqualTo(suffixed);
    assertThat(FileNames.suffixed(name, 0)).isEqualTo(name);
  }

  @Test
  void shouldNameAPlainFileWhateverComesSeed42() {
    Random random = new Random(42);
    for (int round = 0; round < 20_000; round++) {
      StringBuilder wild = new StringBuilder();
      for (int length = random.nextInt(12); length >= 0; length--) {
        wild.append((char) (random.nextBoolean() ? random.nextInt(128) : random.nextInt(0x10000)));
      }
      String name = FileNames.sanitised(wild.toString());

      assertThat(name)
          .isNotEmpty()
          .doesNotContain("/", "\\", "\0", "\n", ":")
          .doesNotStartWith(".");
      assertThat(name).isEqualTo(FileNames.sanitised(name));
    }
  }
}
