package io.phalanx.coordinator.top;

import io.phalanx.coordinator.jobs.JobState;
import java.util.Locale;

/// Jobs as lines: a heading, then one each, with a bar in what is left of the width.
final class JobLines {
  private static final int BAR_WIDTH_MIN = 6;
  private static final int BAR_WIDTH_MAX = 40;
  private static final int STATE_WIDTH_MIN = 60;
  private static final int TILES_WIDTH_MIN = 70;

  private final Glyphs glyphs;
  private final int width;

  JobLines(Glyphs glyphs, int width) {
    this.glyphs = glyphs;
    this.width = width;
  }

  StyledLine heading() {
    StyledLine line = begin("JOB", "OPERATION", "STATE", Style.TITLE);
    return line.add("PROGRESS", Style.TITLE).addRight(right("TILES", "ETA"), Style.TITLE);
  }

  StyledLine line(JobRow job) {
    Style style =
        switch (job.state()) {
          case RUNNING -> Style.GOOD;
          case INTERRUPTED -> Style.WARNING;
          default -> Style.PLAIN;
        };
    StyledLine line = begin(job.job(), job.operation(), job.state().name(), style);
    String figures =
        right(
            job.tilesDone() + "/" + job.tiles(),
            Double.isNaN(job.etaSeconds())
                ? "-"
                : Brief.time((long) Math.ceil(job.etaSeconds()) * 1_000));
    String percent = String.format(Locale.ROOT, "%4.0f%%", Math.floor(job.fraction() * 100));
    int bar = Math.min(BAR_WIDTH_MAX, line.room() - percent.length() - figures.length() - 1);
    if (bar >= BAR_WIDTH_MIN) {
      line.add(glyphs.bar(job.fraction(), bar), Style.CHART);
    }
    return line.add(percent, Style.PLAIN).addRight(figures, Style.PLAIN);
  }

  private StyledLine begin(String job, String operation, String state, Style style) {
    boolean heading = style == Style.TITLE;
    StyledLine line = new StyledLine(width);
    line.add(String.format(Locale.ROOT, "%-6s ", job), heading ? style : Style.PLAIN);
    line.add(String.format(Locale.ROOT, "%-10.10s ", operation), heading ? style : Style.PLAIN);
    if (width >= STATE_WIDTH_MIN) {
      int wide = JobState.INTERRUPTED.name().length();
      line.add(String.format(Locale.ROOT, "%-" + wide + "s ", state), style);
    }
    return line;
  }

  private String right(String tiles, String eta) {
    String last = String.format(Locale.ROOT, " %6s", eta);
    return width >= TILES_WIDTH_MIN ? String.format(Locale.ROOT, " %13s", tiles) + last : last;
  }
}
