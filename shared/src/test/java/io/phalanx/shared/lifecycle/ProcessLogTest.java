package io.phalanx.shared.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class ProcessLogTest {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessLogTest.class);
  private static final long NEVER = Long.MAX_VALUE;

  @TempDir private Path folder;

  @Test
  void shouldWriteALinePerMessage() throws IOException {
    Path file = folder.resolve("coordinator.log");

    try (ProcessLog log = ProcessLog.open(file, NEVER)) {
      assertThat(log).isNotNull();
      LOG.info("worker lost: workerId={} silentMs={}", 3, 10_012);
      LOG.debug("not shown");
      LoggerFactory.getLogger("other.library").info("not shown either");
      LoggerFactory.getLogger("other.library").warn("but this");
    }
    LOG.info("after the end");

    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst())
        .matches(
            "\\d{4}-\\d\\d-\\d\\dT[\\d:.]+(Z|[-+]\\d\\d:\\d\\d) INFO  \\[.+] ProcessLogTest"
                + " worker lost: workerId=3 silentMs=10012");
    assertThat(lines.getLast()).contains("WARN ", "but this");
  }

  @Test
  void shouldWriteTheStackTraceOfWhatWasThrown() throws IOException {
    Path file = folder.resolve("worker-0.log");

    try (ProcessLog log = ProcessLog.open(file, NEVER)) {
      assertThat(log).isNotNull();
      LOG.error("tile failed", new IllegalStateException("outer", new IOException("inner")));
    }

    assertThat(Files.readAllLines(file))
        .startsWith(Files.readAllLines(file).getFirst(), "java.lang.IllegalStateException: outer")
        .anyMatch(line -> line.matches("\tat .*ProcessLogTest.*"))
        .contains("Caused by: java.io.IOException: inner");
  }

  @Test
  void shouldAppendToWhatIsThere() throws IOException {
    Path file = folder.resolve("coordinator.log");
    writeLines(file, NEVER, 1);
    writeLines(file, NEVER, 1);

    assertThat(Files.readAllLines(file)).hasSize(2);
  }

  @Test
  void shouldEndLineThatKilledProcessHasBegun() throws IOException {
    Path file = Files.writeString(folder.resolve("worker-0.log"), "whole\n2026-01");
    writeLines(file, NEVER, 1);
    writeLines(file, NEVER, 1);

    assertThat(Files.readAllLines(file)).hasSize(4).startsWith("whole", "2026-01");
  }

  @Test
  void shouldKeepOneOlderFileAndStayWithinItsSize() throws IOException {
    Path file = folder.resolve("worker-0.log");
    int lines = 2_000;

    writeLines(file, 8 << 10, lines);

    assertThat(names()).containsExactly("worker-0.log", "worker-0.log.1");
    assertThat(Files.size(file)).isLessThan(9 << 10);
    assertThat(Files.size(folder.resolve("worker-0.log.1"))).isBetween(8L << 10, 9L << 10);
    assertThat(Files.readString(file)).endsWith("line " + (lines - 1) + System.lineSeparator());
  }

  @Test
  void shouldRotateInAFolderWithBlanksAndPercentSigns() throws IOException {
    Path odd = Files.createDirectory(folder.resolve("100% of it (%i) \\ %d{yyyy}"));
    Path file = odd.resolve("worker-0.log");

    writeLines(file, 8 << 10, 500);

    assertThat(names()).containsExactly(String.valueOf(odd.getFileName()));
    assertThat(Arrays.asList(odd.toFile().list()))
        .containsExactlyInAnyOrder("worker-0.log", "worker-0.log.1");
  }

  @Test
  void shouldBelongToItsOwnerAlone() throws IOException {
    Path file = folder.resolve("worker-0.log");

    writeLines(file, 8 << 10, 500);

    for (String name : names()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
          .isEqualTo("rw-------");
    }
  }

  private static void writeLines(Path file, long bytes, int lines) {
    try (ProcessLog log = ProcessLog.open(file, bytes)) {
      assertThat(log).isNotNull();
      for (int line = 0; line < lines; line++) {
        LOG.info("line {}", line);
      }
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }
}
