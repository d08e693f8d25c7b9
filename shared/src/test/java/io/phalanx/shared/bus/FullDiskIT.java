package io.phalanx.shared.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A real file system, really full.
class FullDiskIT {
  private static final int DISK_MIB = 12;

  @TempDir Path mountPoint;

  @Test
  @Timeout(60)
  void shouldRefuseMessagesAndWorkAgainWhenTheDiskWasFull() throws Exception {
    assumeTrue(canMount(), "needs unshare and the right to mount a tmpfs in a namespace");
    assertThat(
            run(
                ChildJvm.onSmallDisk(
                    mountPoint, DISK_MIB, ChildJvm.command(FullDiskProgram.class, mountPoint))))
        .isEqualTo(FullDiskProgram.PASSED);
  }

  private boolean canMount() throws InterruptedException {
    try {
      return run(ChildJvm.onSmallDisk(mountPoint, 1, List.of("true"))).isEmpty();
    } catch (IOException e) { // no such program
      return false;
    }
  }

  /// The output of a command, with its exit code if that was not 0.
  private static String run(List<String> command) throws IOException, InterruptedException {
    Process process = ChildJvm.start(command);
    List<String> lines = new ArrayList<>();
    try (BufferedReader output = process.inputReader()) {
      for (String line = ChildJvm.readLine(output);
          line != null;
          line = ChildJvm.readLine(output)) {
        lines.add(line);
      }
    }
    int exitCode = process.waitFor();
    if (exitCode != 0) {
      lines.add("exitCode=" + exitCode);
    }
    return String.join(System.lineSeparator(), lines);
  }
}
