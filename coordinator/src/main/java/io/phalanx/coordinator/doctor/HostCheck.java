package io.phalanx.coordinator.doctor;

import io.phalanx.coordinator.report.ByteCount;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Cores, memory and pages of the host, as Linux tells them; elsewhere what it does not tell is
/// left out.
///
/// @param root the root of the file system, or a copy of the files that are read below it
record HostCheck(Path root) implements Check {
  private static final long MEMORY_LOW_BYTES = 1L << 30;
  private static final long SHM_LOW_BYTES = 128L << 20;

  @Override
  public List<Finding> look() throws IOException {
    ProcFiles proc = new ProcFiles(root);
    List<Finding> findings = new ArrayList<>();
    findings.add(cores(proc));
    addMemory(findings, proc);
    addSharedMemory(findings);
    proc.pageBytes().ifPresent(bytes -> findings.add(Finding.ok("page size", ByteCount.of(bytes))));
    addHugePages(findings, proc);
    return findings;
  }

  private static Finding cores(ProcFiles proc) throws IOException {
    int available = Runtime.getRuntime().availableProcessors();
    long host = Math.max(available, proc.hostCores());
    return Finding.ok("cores", available + " available to this process, " + host + " on the host");
  }

  private static void addMemory(List<Finding> findings, ProcFiles proc) throws IOException {
    OptionalLong total = proc.memory("MemTotal");
    OptionalLong available = proc.memory("MemAvailable");
    if (total.isEmpty() || available.isEmpty()) {
      return;
    }
    OptionalLong limit = proc.cgroupLimit(total.getAsLong());
    String found =
        ByteCount.of(total.getAsLong())
            + ", available "
            + ByteCount.of(available.getAsLong())
            + (limit.isEmpty()
                ? ", no cgroup limit"
                : ", cgroup limit " + ByteCount.of(limit.getAsLong()));
    long usable = Math.min(available.getAsLong(), limit.orElse(Long.MAX_VALUE));
    findings.add(
        Finding.warnIf(
            usable < MEMORY_LOW_BYTES,
            "memory",
            found,
            "less than 1 GiB: use fewer workers with --workers, or end other programs"));
  }

  private void addSharedMemory(List<Finding> findings) throws IOException {
    Path shm = root.resolve("dev/shm");
    if (!Files.isDirectory(shm)) {
      findings.add(
          Finding.warn("/dev/shm", "missing", "matrices in memory need it: mount a tmpfs there"));
      return;
    }
    FileStore store = Files.getFileStore(shm);
    String found =
        ByteCount.of(store.getTotalSpace()) + ", free " + ByteCount.of(store.getUsableSpace());
    findings.add(
        Finding.warnIf(
            store.getUsableSpace() < SHM_LOW_BYTES,
            "/dev/shm",
            found,
            "too small for matrices: in a container give --shm-size, else keep them on a disk"));
  }

  private static void addHugePages(List<Finding> findings, ProcFiles proc) throws IOException {
    String enabled = proc.hugePages("enabled");
    String shared = proc.hugePages("shmem_enabled");
    if (enabled.isEmpty()) {
      return;
    }
    findings.add(Finding.ok("huge pages", "enabled=" + enabled + ", shmem_enabled=" + shared));
  }
}
