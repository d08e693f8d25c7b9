package io.phalanx.coordinator.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogReaderTest {
  @TempDir private Path folder;
  private Path log;
  private Path rotated;

  @BeforeEach
  void nameFiles() {
    log = folder.resolve("p.log");
    rotated = folder.resolve("p.log.1");
  }

  @Test
  void shouldFindNothingWhenThereIsNoLog() {
    try (LogReader reader = new LogReader(log)) {
      assertThat(reader.last(10)).isEmpty();
      assertThat(reader.poll()).isEmpty();
    }
  }

  @Test
  void shouldReadLogThatComesLater() throws IOException {
    try (LogReader reader = new LogReader(log)) {
      assertThat(reader.poll()).isEmpty();
      append("one\n");
      assertThat(reader.poll()).containsExactly("one");
    }
  }

  @Test
  void shouldHoldBackLineUntilItEnds() throws IOException {
    append("one\ntw");
    try (LogReader reader = new LogReader(log)) {
      assertThat(reader.last(5)).containsExactly("one");
      append("o\n");
      assertThat(reader.poll()).containsExactly("two");
      append("\nlast");
      assertThat(reader.poll()).containsExactly("");
      assertThat(reader.unfinished()).contains("last");
    }
  }

  @Test
  void shouldReadUnseenFileWhenRotatedTwiceBetweenLooks() throws IOException {
    append("one\n");
    try (LogReader reader = new LogReader(log)) {
      assertThat(reader.last(5)).containsExactly("one");
      append("two\n");
      rotate();
      append("three\n");
      rotate();
      append("four\n");
      assertThat(reader.poll()).containsExactly("two", "three", "four");
    }
  }

  @Test
  void shouldNotRepeatOldFileWhenLogIsRemoved() throws IOException {
    append("zero\n");
    rotate();
    append("one\n");
    try (LogReader reader = new LogReader(log)) {
      assertThat(reader.last(1)).containsExactly("one");
      Files.delete(log);
      assertThat(reader.poll()).isEmpty();
      append("two\n");
      assertThat(reader.poll()).containsExactly("two");
    }
  }

  @Test
  void shouldBeginAgainWhenFileWasCutShort() throws IOException {
    append("one\ntwo\n");
    try (LogReader reader = new LogReader(log)) {
      assertThat(reader.last(5)).hasSize(2);
      Files.writeString(log, "new\n");
      assertThat(reader.poll()).containsExactly("new");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldReadEveryLineOnceUnderRandomRotation(long seed) throws IOException {
    Random random = new Random(seed);
    List<String> written = new ArrayList<>();
    List<String> read = new ArrayList<>();
    append("");
    try (LogReader reader = new LogReader(log)) {
      read.addAll(reader.poll());
      for (int round = 0; round < 300; round++) {
        for (int i = random.nextInt(4); i > 0; i--) {
          written.add("line " + written.size() + "x".repeat(random.nextInt(40)));
          append(written.getLast() + "\n");
        }
        // At most one between two looks: of two files that came and went, one is gone.
        if (random.nextInt(3) == 0) {
          rotate();
          append(""); // a new file begins at once
        }
        read.addAll(reader.poll());
      }
      append("end\n");
      read.addAll(reader.poll());
    }
    written.add("end");
    assertThat(read).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 999, 1000, 1001, 100_000})
  void shouldFindLastLinesAcrossBlocks(int count) throws IOException {
    List<String> lines =
        IntStream.range(0, 1000).mapToObj(i -> i + " ä " + "y".repeat(i % 300)).toList();
    append(String.join("\n", lines) + "\n");

    try (LogReader reader = new LogReader(log)) {
      assertThat(reader.last(count))
          .isEqualTo(lines.subList(Math.max(0, lines.size() - count), lines.size()));
    }
  }

  private void append(String text) throws IOException {
    Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void rotate() throws IOException {
    Files.move(log, rotated, StandardCopyOption.REPLACE_EXISTING);
  }
}
