package io.phalanx.coordinator.report.download;

import io.phalanx.coordinator.download.DownloadResult;
import io.phalanx.coordinator.report.ByteCount;
import io.phalanx.coordinator.report.Table;
import java.util.List;
import java.util.Locale;

/// Downloads as people read them.
public final class DownloadText {
  private DownloadText() {}

  /// A row for each.
  public static String of(List<DownloadEnd> ends) {
    Table table = new Table("STATE", "SIZE", "KIND", "TRIES", "SECONDS", "FILE");
    for (DownloadEnd end : ends) {
      DownloadResult result = end.result();
      if (result == null) {
        table.row("failed", "-", "-", "-", "-", end.request().address());
      } else {
        table.row(
            result.passage().source().name().toLowerCase(Locale.ROOT),
            ByteCount.of(result.content().bytes()),
            kind(result),
            result.passage().attempts(),
            String.format(Locale.ROOT, "%.3f", result.passage().ns() / 1e9),
            result.file());
      }
    }
    return table.toString();
  }

  private static String kind(DownloadResult result) {
    if (result.content().image() != null) {
      return result.content().image().toString();
    }
    String type = result.content().type().split(";", 2)[0].strip();
    return type.isEmpty() ? "-" : type;
  }
}
