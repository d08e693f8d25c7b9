package io.phalanx.coordinator.top;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The last lines of a log, and which of them are on the screen: the end, which moves on as lines
/// are added, or a place further up, which stays.
final class LogPager {
  private static final int LINES_MAX = 5_000;

  private final String name;
  private final List<Line> lines = new ArrayList<>();

  /// Lines below the screen; 0 follows the log.
  private int below;

  /// Lines that the last screen had room for.
  private int page = 1;

  /// One line of a log.
  record Line(String text, Style style) {}

  /// @param name whose log it is
  LogPager(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  boolean isFollowing() {
    return below == 0;
  }

  void add(List<Line> more) {
    lines.addAll(more);
    if (lines.size() > LINES_MAX) {
      lines.subList(0, lines.size() - LINES_MAX).clear();
    }
    if (below > 0) {
      scroll(more.size());
    }
  }

  /// Goes some lines up, or down if negative.
  void scroll(int count) {
    below = Math.clamp((long) below + count, 0, Math.max(0, lines.size() - 1));
  }

  /// Goes some screens up, or down if negative.
  void scrollPages(int count) {
    scroll(count * Math.max(1, page - 1));
  }

  void toFirst() {
    // So that the screen is full.
    below = 0;
    scroll(Math.max(0, lines.size() - page));
  }

  void toLast() {
    below = 0;
  }

  /// The screen. A line that is longer goes on in the next one.
  List<StyledLine> lines(int height, int width) {
    page = Math.max(1, height);
    Deque<StyledLine> shown = new ArrayDeque<>();
    for (int index = lines.size() - 1 - below; index >= 0 && shown.size() < height; index--) {
      Line line = lines.get(index);
      List<StyledLine> parts = parts(line, Math.max(1, width));
      for (int part = parts.size() - 1; part >= 0 && shown.size() < height; part--) {
        shown.addFirst(parts.get(part));
      }
    }
    return List.copyOf(shown);
  }

  private static List<StyledLine> parts(Line line, int width) {
    List<StyledLine> parts = new ArrayList<>();
    String text = line.text();
    for (int first = 0; first == 0 || first < text.length(); first += width) {
      String part = text.substring(first, Math.min(text.length(), first + width));
      parts.add(new StyledLine(width).add(part, line.style()));
    }
    return parts;
  }
}
