package io.phalanx.coordinator.postmortem;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.shared.config.ClusterDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LostWorkersTest {
  @TempDir private Path folder;

  @Test
  void shouldRemoveCrashReportWithItsRecord() throws IOException {
    ClusterDirectory directory = new ClusterDirectory(folder.resolve("c")).create();
    LostWorkers lost = new LostWorkers(directory);
    Path elsewhere = Files.createFile(folder.resolve("worker-0.crash-1.txt"));
    lost.add(record(1, elsewhere));
    Path oldest = Files.createFile(Autopsy.crashFile(directory, 0, "2"));
    lost.add(record(2, oldest));
    Path next = Files.createFile(Autopsy.crashFile(directory, 0, "3"));
    lost.add(record(3, next));

    for (int at = 4; at <= 102; at++) {
      lost.add(record(at, null));
    }

    assertThat(lost.recent(1_000)).hasSize(100);
    assertThat(oldest).doesNotExist();
    assertThat(next).exists();
    assertThat(elsewhere).exists();
  }

  private static LostWorker record(long atMs, @Nullable Path crashFile) {
    return new LostWorker(
        atMs,
        0,
        1,
        1,
        "signal=11",
        null,
        "starting",
        List.of(),
        crashFile == null ? null : crashFile.toString());
  }
}
