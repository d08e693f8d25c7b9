package io.phalanx.coordinator.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerStreamsTest {
  private static final int BYTES_MAX = 4 << 20;

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("worker-0.out");
  }

  @Test
  void shouldKeepLastWordsWhenMuchWasPrinted() throws IOException {
    print("chatter of a kernel\n".repeat(600_000) + "# A fatal error");

    assertThat(Files.readString(file)).endsWith("# A fatal error\n");
    assertThat(Files.size(file)).isLessThan(BYTES_MAX + 100);
    assertThat(Files.size(folder.resolve("worker-0.out.1"))).isLessThan(BYTES_MAX + 100);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void shouldStayWithinItsSizeOverManyIncarnations() throws IOException {
    for (int incarnation = 0; incarnation < 5; incarnation++) {
      print("x".repeat(99).concat("\n").repeat(30_000));
    }

    assertThat(Files.size(file) + Files.size(folder.resolve("worker-0.out.1")))
        .isLessThan(2 * BYTES_MAX + 200);
  }

  @Test
  void shouldCutLineWithoutEnd() throws IOException {
    print("y".repeat(100_000));

    assertThat(Files.readAllLines(file)).hasSize(2);
    assertThat(Files.readString(file).replace("\n", "")).hasSize(100_000);
  }

  @Test
  void shouldLeaveOutNoticeOfIncubator() throws IOException {
    print("WARNING: Using incubator modules: jdk.incubator.vector\none\r\n\ntwo");

    assertThat(Files.readString(file)).isEqualTo("one\n\ntwo\n");
  }

  private void print(String text) throws IOException {
    WorkerStreams streams = new WorkerStreams(file);
    streams.setProcessOutputStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    streams.setProcessErrorStream(InputStream.nullInputStream());
    streams.start();
    streams.stop();
  }
}
