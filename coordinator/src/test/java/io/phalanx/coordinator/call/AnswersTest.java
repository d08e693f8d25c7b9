package io.phalanx.coordinator.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswersTest {
  @TempDir private Path folder;

  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();

  @Test
  void shouldSayOneLineForEachFlush() throws IOException {
    Answers answers = new Answers(lines, folder);

    answers.begin();
    write(answers.out(), "a \\ 100%\n\u00e9");
    write(answers.err(), "\r\t");
    answers.out().flush();
    answers.end(2);

    assertThat(lines.toString(StandardCharsets.US_ASCII))
        .isEqualTo("b\noa \\0134 100%\\0012\\0303\\0251\ne\\0015\\0011\nx2\n");
  }

  @Test
  void shouldLeaveALongResultInAFile() throws IOException {
    Answers answers = new Answers(lines, folder);
    OutputStream out = answers.out();
    String text = "0123456789".repeat(300);

    write(out, text);
    write(out, "short");

    assertThat(lines.toString(StandardCharsets.US_ASCII)).isEqualTo("ftext-0\noshort\n");
    assertThat(folder.resolve("text-0")).hasContent(text);
  }

  @Test
  void shouldLeaveTwoLongResultsInTwoFiles() throws IOException {
    Answers answers = new Answers(lines, folder);
    OutputStream out = answers.out();

    write(out, "a".repeat(5_000));
    write(out, "b".repeat(5_000));

    assertThat(Files.readString(folder.resolve("text-0"))).isEqualTo("a".repeat(5_000));
    assertThat(Files.readString(folder.resolve("text-1"))).isEqualTo("b".repeat(5_000));
  }

  @Test
  void shouldSendTheCallerAway() throws IOException {
    new Answers(lines, folder).end(CallHandler.ELSEWHERE);

    assertThat(lines.toString(StandardCharsets.US_ASCII)).isEqualTo("n\n");
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
