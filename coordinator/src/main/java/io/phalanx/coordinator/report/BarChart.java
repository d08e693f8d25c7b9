package io.phalanx.coordinator.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Numbers as bars of `#` below each other, for any terminal: no line is longer than 80 characters,
/// the longest bar fills it.
public final class BarChart {
  private static final int LINE_LENGTH = 80;
  private static final String GAP = "  ";

  private final List<Bar> bars = new ArrayList<>();

  /// Adds a bar.
  ///
  /// @param value its length, 0 or more; one that is not finite has none
  public BarChart bar(String label, double value) {
    bars.add(new Bar(label, value, String.format(Locale.ROOT, "%.2f", value)));
    return this;
  }

  @Override
  public String toString() {
    int labelWidth = bars.stream().mapToInt(bar -> bar.label.length()).max().orElse(0);
    int numberWidth = bars.stream().mapToInt(bar -> bar.number.length()).max().orElse(0);
    int room = LINE_LENGTH - labelWidth - numberWidth - 2 * GAP.length();
    double most = bars.stream().mapToDouble(Bar::length).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (Bar bar : bars) {
      int length = most == 0 ? 0 : (int) Math.round(bar.length() / most * room);
      String line =
          bar.label
              + " ".repeat(labelWidth - bar.label.length())
              + GAP
              + " ".repeat(numberWidth - bar.number.length())
              + bar.number
              + GAP
              + "#".repeat(Math.max(0, length));
      text.append(line.stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private record Bar(String label, double value, String number) {
    double length() {
      return Double.isFinite(value) ? value : 0;
    }
  }
}
