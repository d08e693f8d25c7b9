package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.config.Variable;
import io.phalanx.coordinator.report.NoStatus;
import io.phalanx.coordinator.report.ProgressLine;
import io.phalanx.coordinator.top.Glyphs;
import io.phalanx.coordinator.top.TopLoop;
import io.phalanx.coordinator.top.TopView;
import io.phalanx.coordinator.top.screen.JlineScreen;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `phalanx top`.
@Command(
    name = "top",
    description = {
      "A live view of the cluster, on the whole screen: workers, jobs with their progress, recent"
          + " failures. Key ? says what keys do and columns mean, q quits.",
      "It reads files only, and asks nobody. When the coordinator dies, the view says so and stays."
          + " For pipes and simple terminals: phalanx status --watch."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  phalanx top", "  phalanx top --interval 500ms --dir /tmp/c1"})
final class TopCommand implements Callable<Integer> {
  private static final int STDIN = 0;
  private static final int STDOUT = 1;
  private static final long INTERVAL_MS_MIN = 100;
  private static final long INTERVAL_MS_MAX = 3_600_000;

  @Mixin private Place place = new Place();
  @Spec private CommandSpec spec;

  @Option(
      names = "--interval",
      paramLabel = "T",
      converter = DurationConverter.class,
      description = "Time from one look to the next (default: 1s).")
  private long intervalMs = 1_000;

  @Override
  public Integer call() {
    if (intervalMs < INTERVAL_MS_MIN || intervalMs > INTERVAL_MS_MAX) {
      throw new IllegalArgumentException(
          "out of range: interval=" + intervalMs + "ms, min=100ms, max=1h");
    }
    String trouble = trouble(System.getenv("TERM"));
    if (trouble != null) {
      complain(trouble + ": top wants a whole screen; use phalanx status --watch");
      return PhalanxCli.USAGE;
    }
    Optional<NoStatus> none = NoStatus.look(place.directory());
    if (none.isEmpty()) {
      none = watch();
    }
    none.ifPresent(reason -> complain(reason.reason()));
    return none.isEmpty() ? PhalanxCli.DONE : PhalanxCli.FAILED;
  }

  /// Why the terminal is not one; null if it is.
  private static @Nullable String trouble(@Nullable String term) {
    if (!ProgressLine.isTerminal(STDIN) || !ProgressLine.isTerminal(STDOUT)) {
      return "not on a terminal";
    }
    return term == null || term.isEmpty() || term.equals("dumb")
        ? "a simple terminal: TERM=" + term
        : null;
  }

  private Optional<NoStatus> watch() {
    Charset encoding = System.out.charset();
    boolean coloured =
        Colour.When.AUTO.applies(true, Variable.NO_COLOR.value(), System.getenv("TERM"));
    Glyphs glyphs = encoding.equals(StandardCharsets.UTF_8) ? Glyphs.BLOCKS : Glyphs.ASCII;
    TopView view = new TopView(glyphs, ZoneId.systemDefault());
    try (TopLoop loop = new TopLoop(place.directory(), view, intervalMs);
        JlineScreen screen = JlineScreen.open(encoding, coloured)) {
      return loop.run(screen);
    }
  }

  private void complain(String message) {
    PhalanxCli.complain(spec.commandLine().getErr(), message);
  }
}
