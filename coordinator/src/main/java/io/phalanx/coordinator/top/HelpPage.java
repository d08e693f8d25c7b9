package io.phalanx.coordinator.top;

import java.util.ArrayList;
import java.util.List;

/// What keys do and columns mean.
final class HelpPage {
  private static final String[] TEXT = {
    "up, down  k, j    select a worker            Enter, l  its log",
    "s, >      S, <    sort by the next column    c         log of the coordinator",
    "r                 the other way round        p, space  pause, go on",
    "Ctrl-L            draw anew                  q, Ctrl-C quit",
    "",
    "CORE     core that the busiest thread was on last; =1: pinned to core 1",
    "CPU%     of one core, since the last look",
    "MEM      resident memory that no other process shares, without mapped files",
    "TILES/S  tiles of jobs that were finished",
    "GB/S     bytes that these read and wrote; THROUGHPUT: the same at the last looks,",
    "         all workers in one scale",
    "WORK     job or task that it is at",
    "BEAT     time since its last sign of life",
    "RST      how often its process was replaced",
    "ETA      of a job, at its pace of the last looks",
    "",
    "CORE, CPU% and MEM are known on Linux only. Nothing is asked of the cluster: all",
    "is read from its files. For pipes and simple terminals: phalanx status --watch"
  };

  private HelpPage() {}

  static List<StyledLine> lines(int width) {
    List<StyledLine> lines = new ArrayList<>();
    lines.add(new StyledLine(width).add("phalanx top: keys and columns", Style.TITLE));
    lines.add(StyledLine.EMPTY);
    for (String text : TEXT) {
      lines.add(new StyledLine(width).add(text, Style.PLAIN));
    }
    return lines;
  }
}
