package io.phalanx.coordinator.top;

import io.phalanx.coordinator.report.NoStatus;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The lines at the top of the screen: where, who, and how much in all; or why there is nothing.
///
/// @param width of the screen
/// @param zone of the time that is shown
record ClusterHead(Glyphs glyphs, int width, ZoneId zone) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final String GAP = "  ";
  private static final int SPARKLINE_WIDTH_MIN = 5;
  private static final int SPARKLINE_WIDTH_MAX = 60;
  private static final int REASON_LINES_MAX = 4;

  /// The lines.
  ///
  /// @param note beside the time
  List<StyledLine> lines(Picture picture, String note) {
    List<StyledLine> lines = new ArrayList<>();
    lines.add(title(picture, note));
    NoStatus none = picture.none();
    ClusterFigures cluster = picture.cluster();
    if (none != null) {
      lines.addAll(reason(none));
    } else if (cluster != null) {
      lines.add(coordinator(picture, cluster));
      lines.add(figures(cluster));
    }
    return lines;
  }

  private StyledLine title(Picture picture, String note) {
    String time = TIME.format(Instant.ofEpochMilli(picture.atMs()).atZone(zone));
    String right = GAP + note + (note.isEmpty() ? "" : GAP) + time;
    StyledLine line = new StyledLine(width).add("phalanx top", Style.TITLE).add(GAP, Style.PLAIN);
    String place = picture.directory().root().toString();
    int room = line.room() - right.length();
    if (room > 0) {
      line.add(place.length() > room ? endOf(place, room) : place, Style.PLAIN);
    }
    return line.addRight(right, note.isEmpty() ? Style.FAINT : Style.WARNING);
  }

  /// The end of a path says more than its beginning.
  private static String endOf(String place, int room) {
    return room <= 3 ? "" : "..." + place.substring(place.length() - room + 3);
  }

  private List<StyledLine> reason(NoStatus none) {
    List<StyledLine> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : none.reason().split(" ", -1)) {
      if (line.length() > 0 && line.length() + 1 + word.length() > width) {
        lines.add(new StyledLine(width).add(line.toString(), Style.BAD));
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(new StyledLine(width).add(line.toString(), Style.BAD));
    return lines.subList(0, Math.min(lines.size(), REASON_LINES_MAX));
  }

  private StyledLine coordinator(Picture picture, ClusterFigures cluster) {
    long upMs = picture.atMs() - cluster.owner().startedAtMs();
    long busy =
        picture.workers().stream()
            .filter(row -> WorkerColumn.STATE.cell(row).equals("BUSY"))
            .count();
    int count = picture.workers().size();
    String workers = count + (count == 1 ? " worker, " : " workers, ") + busy + " busy";
    return new StyledLine(width)
        .add("coordinator ", Style.PLAIN)
        .add("RUNNING", Style.GOOD)
        .addWhole(GAP + "pid " + cluster.owner().process().pid(), Style.PLAIN)
        .addWhole(GAP + "up " + Brief.time(upMs), Style.PLAIN)
        .addWhole(GAP + workers, Style.PLAIN)
        .addWhole(GAP + "CPU " + Brief.percent(cluster.ownerCpuPercent()) + "%", Style.PLAIN)
        .addWhole(GAP + Brief.memory(cluster.ownerUsage().anonymousBytes()), Style.PLAIN);
  }

  private StyledLine figures(ClusterFigures cluster) {
    StyledLine line =
        new StyledLine(width)
            .add("all: CPU " + Brief.percent(cluster.cpuPercent()) + "%", Style.TITLE)
            .addWhole(GAP + Brief.gigabytes(cluster.bytesPerSecond()) + " GB/s", Style.TITLE)
            .addWhole(GAP + Brief.rate(cluster.tilesPerSecond()) + " tiles/s", Style.PLAIN)
            .addWhole(GAP + Brief.rate(cluster.tasksPerSecond()) + " tasks/s", Style.PLAIN)
            .addWhole(GAP, Style.PLAIN);
    int room = Math.min(SPARKLINE_WIDTH_MAX, line.room());
    if (room >= SPARKLINE_WIDTH_MIN) {
      line.add(glyphs.sparkline(cluster.bytes(), cluster.bytes().most(), room), Style.CHART);
    }
    return line;
  }
}
