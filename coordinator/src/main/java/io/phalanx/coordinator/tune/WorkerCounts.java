package io.phalanx.coordinator.tune;

import io.phalanx.shared.config.ClusterSettings;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The numbers of workers of a sweep.
public final class WorkerCounts {
  /// Up to here every number is tried by default; beyond, steps grow with it.
  private static final int EACH_MAX = 8;

  private static final int STEPS_PER_DOUBLING = 2;
  private static final Pattern RANGE = Pattern.compile("(\\d{1,6})(?:-(\\d{1,6}))?");

  private WorkerCounts() {}

  /// From 1 to twice the cores, the cores among them.
  public static List<Integer> byDefault(int cores) {
    int most = Math.min(2 * cores, ClusterSettings.WORKERS_MAX);
    SortedSet<Integer> counts = new TreeSet<>();
    for (int count = 1; count <= most; count += step(count)) {
      counts.add(count);
    }
    counts.add(Math.min(cores, most));
    counts.add(most);
    return List.copyOf(counts);
  }

  private static int step(int count) {
    return count < EACH_MAX ? 1 : Integer.highestOneBit(count) / STEPS_PER_DOUBLING;
  }

  /// Reads `1-4`, `1,2,8` or both mixed.
  ///
  /// @throws IllegalArgumentException if the text is anything else, or a number is out of range
  public static List<Integer> parse(String text) {
    SortedSet<Integer> counts = new TreeSet<>();
    for (String part : text.split(",", -1)) {
      Matcher range = RANGE.matcher(part.strip());
      if (!range.matches()) {
        throw new IllegalArgumentException(
            "unreadable numbers of workers: workers=" + text + ", wanted=1-4 or 1,2,8");
      }
      int first = inRange(range.group(1), text);
      int last = range.group(2) == null ? first : inRange(range.group(2), text);
      if (last < first) {
        throw new IllegalArgumentException(
            "numbers of workers run backwards: workers=" + text + ", wanted=1-4");
      }
      for (int count = first; count <= last; count++) {
        counts.add(count);
      }
    }
    return List.copyOf(counts);
  }

  private static int inRange(String number, String text) {
    int count = Integer.parseInt(number);
    if (count < 1 || count > ClusterSettings.WORKERS_MAX) {
      throw new IllegalArgumentException(
          "number of workers out of range: workers="
              + text
              + ", min=1, max="
              + ClusterSettings.WORKERS_MAX);
    }
    return count;
  }
}
