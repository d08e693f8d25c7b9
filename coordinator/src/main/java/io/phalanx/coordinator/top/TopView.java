package io.phalanx.coordinator.top;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// Draws what there is to show as the lines of a screen, whatever its size.
public final class TopView {
  private static final String KEYS =
      "q quit  ? help  up/down select  Enter log  s sort  r reverse  p pause";
  private static final String KEYS_OF_LOG =
      "q back  up/down PgUp/PgDn scroll  Home first  End follow";

  /// From so many rows on, empty lines set the parts apart.
  private static final int ROWS_WITH_GAPS = 20;

  private static final int WORKERS_MIN = 3;
  private static final int JOBS_AT_LEAST = 4;

  private final Glyphs glyphs;
  private final ZoneId zone;

  /// @param zone of the time that is shown
  public TopView(Glyphs glyphs, ZoneId zone) {
    this.glyphs = glyphs;
    this.zone = zone;
  }

  /// Height and width of a screen, in characters.
  public record Size(int rows, int columns) {}

  /// All lines of the screen.
  List<StyledLine> lines(Picture picture, Controls controls, Size size) {
    List<StyledLine> lines =
        switch (controls.page()) {
          case CLUSTER -> cluster(picture, controls, size);
          case HELP -> HelpPage.lines(size.columns());
          case LOG -> log(controls.log(), size);
        };
    while (lines.size() < size.rows() - 1) {
      lines.add(StyledLine.EMPTY);
    }
    String keys = controls.page() == Controls.Page.CLUSTER ? KEYS : KEYS_OF_LOG;
    lines.subList(Math.max(0, size.rows() - 1), lines.size()).clear();
    lines.add(
        new StyledLine(size.columns())
            .add(controls.page() == Controls.Page.HELP ? "any key: back" : keys, Style.FAINT));
    return lines;
  }

  private List<StyledLine> cluster(Picture picture, Controls controls, Size size) {
    int width = size.columns();
    String note = controls.isPaused() ? "PAUSED" : "";
    List<StyledLine> lines =
        new ArrayList<>(new ClusterHead(glyphs, width, zone).lines(picture, note));
    Room room = new Room(picture, size.rows() - lines.size() - 1, size.rows() >= ROWS_WITH_GAPS);
    if (room.workers > 0) {
      addGap(lines, room);
      addWorkers(lines, picture, controls, room.workers - room.gap, width);
    }
    if (room.jobs > 0) {
      addGap(lines, room);
      JobLines jobs = new JobLines(glyphs, width);
      lines.add(jobs.heading());
      picture.jobs().stream()
          .limit(room.jobs - room.gap - 1)
          .map(jobs::line)
          .map(line -> picture.isLive() ? line : line.all(Style.FAINT))
          .forEach(lines::add);
    }
    if (room.failures > 0) {
      addGap(lines, room);
      lines.add(new StyledLine(width).add("RECENT FAILURES", Style.TITLE));
      picture.failures().stream()
          .limit(room.failures - room.gap - 1)
          .map(failure -> line(failure, picture.atMs(), width))
          .forEach(lines::add);
    }
    return lines;
  }

  private static void addGap(List<StyledLine> lines, Room room) {
    lines.addAll(Collections.nCopies(room.gap, StyledLine.EMPTY));
  }

  private void addWorkers(
      List<StyledLine> lines, Picture picture, Controls controls, int height, int width) {
    List<WorkerRow> rows = controls.order().sorted(picture.workers());
    WorkerTable table = new WorkerTable(rows, controls.order(), glyphs, width);
    int shown = Math.min(rows.size(), height - 1);
    int first = Math.max(0, controls.selectedIndex(rows) - shown + 1);
    double most = 0;
    for (WorkerRow row : rows) {
      most = Math.max(most, row.bytes().most());
    }
    String range = (first + 1) + "-" + (first + shown) + "/" + rows.size();
    lines.add(table.heading(shown < rows.size() ? range : ""));
    for (int index = first; index < first + shown; index++) {
      StyledLine line = table.row(rows.get(index), most);
      boolean selected = index == controls.selectedIndex(rows);
      lines.add(
          selected ? line.all(Style.SELECTED) : picture.isLive() ? line : line.all(Style.FAINT));
    }
  }

  private static StyledLine line(Failure failure, long nowMs, int width) {
    String age = Brief.time(nowMs - failure.atMs()) + " ago";
    return new StyledLine(width)
        .add(String.format(Locale.ROOT, "%10s  ", age), Style.FAINT)
        .add(String.format(Locale.ROOT, "%-9s ", failure.who()), Style.BAD)
        .add(failure.what(), Style.PLAIN);
  }

  private static List<StyledLine> log(LogPager log, Size size) {
    List<StyledLine> lines = new ArrayList<>();
    lines.add(
        new StyledLine(size.columns())
            .add("log of " + log.name(), Style.TITLE)
            .addRight(log.isFollowing() ? "following" : "scrolled back", Style.WARNING));
    lines.addAll(log.lines(Math.max(0, size.rows() - 2), size.columns()));
    return lines;
  }

  /// How the height is shared: some for everything first, then more for what has more. A part that
  /// has no room for a row goes without its heading, too.
  private static final class Room {
    private final int gap;
    private int left;
    private int workers;
    private int jobs;
    private int failures;

    Room(Picture picture, int height, boolean gaps) {
      this.gap = gaps ? 1 : 0;
      this.left = Math.max(0, height);
      int heading = 1 + gap;
      workers = take(0, heading + Math.min(picture.workers().size(), WORKERS_MIN));
      jobs = takeAll(picture.jobs().isEmpty() ? 0 : heading + 1);
      failures = takeAll(picture.failures().isEmpty() ? 0 : heading + 1);
      if (jobs > 0) {
        jobs = take(jobs, heading + Math.min(JOBS_AT_LEAST, picture.jobs().size()));
      }
      workers = take(workers, heading + picture.workers().size());
      if (failures > 0) {
        failures = take(failures, heading + picture.failures().size());
      }
      if (jobs > 0) {
        jobs = take(jobs, heading + picture.jobs().size());
      }
    }

    private int takeAll(int wanted) {
      return wanted <= left ? take(0, wanted) : 0;
    }

    private int take(int had, int wanted) {
      int more = Math.clamp(wanted - had, 0, left);
      left -= more;
      return had + more;
    }
  }
}
