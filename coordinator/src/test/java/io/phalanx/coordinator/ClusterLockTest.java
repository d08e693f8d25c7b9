package io.phalanx.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.lifecycle.PhalanxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterLockTest {
  private static final Path LOCKS = Path.of("/proc/locks");

  @TempDir private Path folder;
  private ClusterDirectory directory;

  @BeforeEach
  void makeDirectory() {
    directory = new ClusterDirectory(folder.resolve("cluster")).create();
  }

  @Test
  void shouldRefuseASecondOwnerInTheSameProcess() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), directory.root());

    try (ClusterLock _ = ClusterLock.acquire(directory)) {
      assertRefused(directory);
      assertRefused(new ClusterDirectory(link));
    }
  }

  @Test
  void shouldKeepTheLockWhenASecondOwnerOfTheSameProcessWasRefused() throws IOException {
    assumeTrue(Files.isReadable(LOCKS), "no /proc/locks");

    try (ClusterLock _ = ClusterLock.acquire(directory)) {
      assertThat(isLocked()).isTrue();
      assertRefused(directory);
      assertThat(isLocked()).isTrue();
    }
    assertThat(isLocked()).isFalse();
  }

  @Test
  void shouldBeFreeAgainOnceClosed() {
    ClusterLock.acquire(directory).close();
    ClusterLock.acquire(directory).close();
  }

  private static void assertRefused(ClusterDirectory taken) {
    assertThatExceptionOfType(PhalanxException.class)
        .isThrownBy(() -> ClusterLock.acquire(taken).close())
        .withMessageContaining("a cluster is running here: directory=" + taken.root());
  }

  /// What the operating system says, by the file's inode.
  private boolean isLocked() throws IOException {
    Object inode = Files.getAttribute(directory.lock(), "unix:ino");
    return Files.readAllLines(LOCKS).stream().anyMatch(line -> line.contains(":" + inode + " "));
  }
}
