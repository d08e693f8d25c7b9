package io.phalanx.coordinator.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogMergeTest {
  private static final LogSource A = new LogSource("coordinator", false);
  private static final LogSource B = new LogSource("worker-0", false);
  private static final LogSource PRINTED = new LogSource("worker-0", true);
  private static final LogFilter ALL = new LogFilter(LogFilter.ALWAYS, null, null);

  @Test
  void shouldReadWhatHeadSays() {
    LogHead head =
        LogHead.of("2026-01-31T09:30:00.125+01:00 INFO  [a b] WorkerAgent ready: workerId=0")
            .orElseThrow();

    assertThat(head)
        .isEqualTo(
            new LogHead(
                Instant.parse("2026-01-31T08:30:00.125Z").toEpochMilli(),
                LogLevel.INFO,
                "a b",
                "WorkerAgent",
                "ready: workerId=0"));
    assertThat(LogHead.of("\tat x")).isEmpty();
    assertThat(LogHead.of("12 drummers")).isEmpty();
    assertThat(LogHead.of("")).isEmpty();
  }

  @Test
  void shouldKeepStackTraceWithItsFirstLineWhenItComesInTwoReads() {
    LogMerge merge = new LogMerge(filter(LogLevel.WARN, null));
    merge.add(A, List.of(line(1, "ERROR", "failed"), "\tat x"), 1);
    merge.add(B, List.of(line(2, "INFO", "other")), 2);
    merge.add(A, List.of("\tat y"), 3);
    assertThat(texts(merge.take(1)))
        .containsExactly(line(1, "ERROR", "failed"), "\tat x", "\tat y");

    merge.add(A, List.of("\tat z"), 4);
    merge.add(B, List.of("\tat w"), 4);

    assertThat(texts(merge.take(9))).containsExactly("\tat z");
  }

  @Test
  void shouldFindTextInAnyLineOfAnEntry() {
    LogMerge merge = new LogMerge(filter(null, "java.io"));
    merge.add(A, List.of(line(1, "ERROR", "a"), "java.io.IOException", "\tat x"), 1);
    merge.add(A, List.of(line(2, "ERROR", "b"), "java.lang.Error", "\tat x"), 2);
    merge.add(PRINTED, List.of("java.io again", "no"), 3);

    assertThat(texts(merge.take(9)))
        .containsExactly(line(1, "ERROR", "a"), "java.io.IOException", "\tat x", "java.io again");
  }

  @Test
  void shouldLeaveOutWhatIsOlder() {
    LogMerge merge = new LogMerge(new LogFilter(2, null, null));
    merge.add(A, List.of(line(1, "INFO", "a"), "of a", line(2, "INFO", "b"), "of b"), 5);

    assertThat(texts(merge.take(9))).containsExactly(line(2, "INFO", "b"), "of b");
  }

  @Test
  void shouldKeepLastWantedLines() {
    LogMerge merge = new LogMerge(filter(LogLevel.WARN, null));
    merge.add(A, List.of(line(1, "WARN", "a"), "1", "2", line(3, "INFO", "b")), 5);
    merge.keepLast(3);
    merge.add(B, List.of(line(2, "WARN", "c"), line(4, "INFO", "d")), 5);
    merge.keepLast(2);

    List<LogEntry> entries = merge.take(9);

    assertThat(texts(entries)).containsExactly("2", line(2, "WARN", "c"));
    assertThat(entries.getFirst().linesBelowHead()).containsExactly("2");
  }

  @Test
  void shouldKeepEntryWhoseWantedLineWasCutOff() {
    LogMerge merge = new LogMerge(filter(null, "found"));
    merge.add(A, List.of(line(1, "WARN", "found"), "1", "2"), 5);
    merge.keepLast(1);
    merge.keepLast(1);

    assertThat(texts(merge.take(9))).containsExactly("2");
  }

  @Test
  void shouldPutLinesWithoutBeginningBeforeTheNext() {
    LogMerge merge = new LogMerge(ALL);
    merge.add(A, List.of("\tat x", line(5, "INFO", "a")), 9);
    merge.add(B, List.of(line(4, "INFO", "b")), 9);

    assertThat(texts(merge.take(9)))
        .containsExactly(line(4, "INFO", "b"), "\tat x", line(5, "INFO", "a"));
  }

  @Test
  void shouldNotHoldBackForeverWhenClockWasSetBack() {
    LogMerge merge = new LogMerge(ALL);
    merge.add(A, List.of(line(1_000, "INFO", "of the future")), 5);

    assertThat(merge.take(4)).isEmpty();
    assertThat(merge.take(5)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldLoseNothingAndBeInOrderWhenNobodyIsLaterThanHeldBack(long seed) {
    Random random = new Random(seed);
    int hold = 20;
    LogMerge merge = new LogMerge(ALL);
    List<LogEntry> shown = new ArrayList<>();
    List<List<String>> late = List.of(new ArrayList<>(), new ArrayList<>());
    int written = 0;
    for (int now = 1; now < 2_000; now++) {
      for (List<String> lines : late) {
        for (int i = random.nextInt(3); i > 0; i--) {
          lines.add(line(now, "INFO", "n" + written++));
        }
      }
      // A process is read now and then, at least once within the time.
      if (now % hold == 0 || random.nextInt(5) == 0) {
        merge.add(A, List.copyOf(late.getFirst()), now);
        late.getFirst().clear();
      }
      if (now % hold == 0 || random.nextInt(9) == 0) {
        merge.add(B, List.copyOf(late.getLast()), now);
        late.getLast().clear();
      }
      shown.addAll(merge.take(now - hold));
    }
    merge.add(A, late.getFirst(), 2_000);
    merge.add(B, late.getLast(), 2_000);
    shown.addAll(merge.take(Long.MAX_VALUE));

    assertThat(shown)
        .hasSize(written)
        .isSortedAccordingTo(Comparator.comparingLong(LogEntry::timeMs));
    assertThat(texts(shown)).doesNotHaveDuplicates();
  }

  private static LogFilter filter(@Nullable LogLevel level, @Nullable String grep) {
    return new LogFilter(LogFilter.ALWAYS, level, grep == null ? null : Pattern.compile(grep));
  }

  private static String line(long timeMs, String level, String text) {
    return Instant.ofEpochMilli(timeMs) + " " + level + " [t] C " + text;
  }

  private static List<String> texts(List<LogEntry> entries) {
    return entries.stream().flatMap(entry -> entry.lines().stream()).toList();
  }
}
