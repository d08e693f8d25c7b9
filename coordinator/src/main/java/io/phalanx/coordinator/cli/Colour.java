package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.config.Variable;
import io.phalanx.coordinator.report.ProgressLine;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Whether a command colours what it prints: by default on a terminal that can, unless NO_COLOR is
/// set (https://no-color.org).
final class Colour {
  private static final int STDOUT = 1;
  private static final String RESET = "\u001b[0m";

  /// ANSI foreground colours that are readable on dark and light ground.
  private static final int[] CODES = {36, 32, 33, 35, 34, 96, 92, 95};

  /// When to colour.
  enum When {
    AUTO,
    ALWAYS,
    NEVER;

    boolean applies(boolean terminal, @Nullable String noColour, @Nullable String term) {
      return switch (this) {
        case ALWAYS -> true;
        case NEVER -> false;
        case AUTO -> terminal && (noColour == null || noColour.isEmpty()) && !"dumb".equals(term);
      };
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--color",
      paramLabel = "auto|always|never",
      description = "Colours: auto (default) is on a terminal, unless NO_COLOR is set.")
  private When when = When.AUTO;

  boolean isOn() {
    return when.applies(
        ProgressLine.isTerminal(STDOUT), Variable.NO_COLOR.value(), System.getenv("TERM"));
  }

  /// A text in one of some colours.
  ///
  /// @param which of them, from 0; they begin again at the end
  static String paint(String text, int which) {
    return "\u001b[" + CODES[Math.floorMod(which, CODES.length)] + "m" + text + RESET;
  }
}
