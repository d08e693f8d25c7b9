package io.phalanx.coordinator.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcFilesTest {
  private static final long TOTAL = 1L << 40;

  @TempDir private Path root;

  @Test
  void shouldKnowNothingWhenSystemTellsNothing() throws IOException {
    ProcFiles proc = new ProcFiles(root);

    assertThat(proc.memory("MemTotal")).isEmpty();
    assertThat(proc.pageBytes()).isEmpty();
    assertThat(proc.cgroupLimit(TOTAL)).isEmpty();
    assertThat(proc.hugePages("enabled")).isEmpty();
    assertThat(proc.hostCores()).isZero();
  }

  @Test
  void shouldTakeSmallestLimitOnTheWayUp() throws IOException {
    write("proc/self/cgroup", "0::/user/app\n");
    write("sys/fs/cgroup/user/memory.max", "1000\n");
    write("sys/fs/cgroup/user/app/memory.max", "max\n");

    assertThat(new ProcFiles(root).cgroupLimit(TOTAL)).hasValue(1000);
  }

  @Test
  void shouldReadLimitOfFirstVersionToo() throws IOException {
    write("proc/self/cgroup", "8:pids:/\n4:memory:/app\n0::/\n");
    write("sys/fs/cgroup/memory/app/memory.limit_in_bytes", "2000\n");
    write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");

    assertThat(new ProcFiles(root).cgroupLimit(TOTAL)).hasValue(2000);
    assertThat(new ProcFiles(root).cgroupLimit(1000)).isEmpty();
  }

  @Test
  void shouldReadMemoryAndPages() throws IOException {
    write(
        "proc/meminfo", "MemTotal:       24000 kB\nMemAvailable:   12000 kB\nHugePages_Total: 0\n");
    write("proc/self/smaps", "5581-5582 r-xp 0 0:0 1 /x\nSize:  4 kB\nKernelPageSize:    4 kB\n");
    write("sys/kernel/mm/transparent_hugepage/enabled", "always [madvise] never\n");

    ProcFiles proc = new ProcFiles(root);
    assertThat(proc.memory("MemAvailable")).hasValue(12000 << 10);
    assertThat(proc.pageBytes()).hasValue(4096);
    assertThat(proc.hugePages("enabled")).isEqualTo("madvise");
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
