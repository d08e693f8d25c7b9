package io.phalanx.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.coordinator.api.JobProgress;
import io.phalanx.coordinator.jobs.JobState;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void shouldDrawABarOverItselfOnATerminal() {
    ProgressLine line = new ProgressLine("sigmoid", out, true);

    line.show(running(1, 4, 2_000));
    line.show(running(4, 4, 4_000));

    assertThat(printed())
        .isEqualTo(
            "\rsigmoid [######------------------]  25%  0.50 GB/s  ETA 6 s  workers 2/3\u001b[K"
                + "\rsigmoid [########################] 100%  0.25 GB/s  ETA 0 s  workers 2/3"
                + "\u001b[K");
  }

  @Test
  void shouldWipeTheBar() {
    ProgressLine line = new ProgressLine("sigmoid", out, true);
    line.show(running(1, 4, 2_000));
    bytes.reset();

    line.clear();

    assertThat(printed()).isEqualTo("\r\u001b[K");
  }

  @Test
  void shouldWipeNothingWhereNothingWasDrawn() {
    new ProgressLine("sigmoid", out, true).clear();

    ProgressLine plain = new ProgressLine("sigmoid", out, false);
    plain.show(running(1, 4, 6_000));
    bytes.reset();
    plain.clear();

    assertThat(printed()).isEmpty();
  }

  @Test
  void shouldPrintALineEveryFiveSecondsElsewhere() {
    ProgressLine line = new ProgressLine("sigmoid", out, false);

    for (int ms = 0; ms <= 11_000; ms += 500) {
      line.show(running(1, 4, ms));
    }

    assertThat(printed().lines())
        .containsExactly(
            "sigmoid:  25%  0.20 GB/s  ETA 15 s  workers 2/3",
            "sigmoid:  25%  0.10 GB/s  ETA 30 s  workers 2/3");
  }

  @Test
  void shouldSayWhereAJobStandsThatHasNotBegun() {
    ProgressLine line = new ProgressLine("sum", out, false);

    line.show(new JobProgress(JobState.QUEUED, 0, 0, 0, TimeUnit.SECONDS.toNanos(7), 0, 3));

    assertThat(printed()).isEqualTo("sum: queued, 7.0 s" + System.lineSeparator());
  }

  @Test
  void shouldShowNoNumberThatIsNone() {
    ProgressLine line = new ProgressLine("sum", out, true);

    line.show(new JobProgress(JobState.RUNNING, 1, 2, 0, 0, 1, 1));

    assertThat(printed()).doesNotContain("NaN").doesNotContain("Infinity").contains(" 50%");
  }

  /// A GB so far.
  private static JobProgress running(long tilesDone, long tiles, long elapsedMs) {
    return new JobProgress(
        JobState.RUNNING,
        tilesDone,
        tiles,
        1_000_000_000L,
        TimeUnit.MILLISECONDS.toNanos(elapsedMs),
        2,
        3);
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
