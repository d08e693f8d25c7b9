package io.phalanx.coordinator.bench;

import io.phalanx.coordinator.doctor.HostFacts;
import io.phalanx.coordinator.report.ByteCount;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/// Says before anything is made whether the matrices will fit.
final class Room {
  /// What the processes themselves take.
  private static final long PROCESSES_BYTES = 1L << 30;

  private Room() {}

  /// @throws IllegalArgumentException if they will not
  static void require(BenchSpec spec) throws IOException {
    Path folder = spec.places().matrices();
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "no such directory: directory=" + folder + "; choose another with --data-dir");
    }
    long wanted = wantedBytes(spec);
    FileStore store = Files.getFileStore(folder);
    long free = store.getTotalSpace() == 0 ? Long.MAX_VALUE : store.getUsableSpace();
    if (store.type().equals("tmpfs")) {
      long memory = new HostFacts(Path.of("/")).availableBytes().orElse(Long.MAX_VALUE);
      free = Math.min(free, memory - PROCESSES_BYTES);
    }
    if (free < wanted) {
      throw new IllegalArgumentException(
          "no room for the matrices: directory="
              + folder
              + ", wanted="
              + ByteCount.of(wanted)
              + ", free="
              + ByteCount.of(Math.max(0, free))
              + "; choose a smaller --size or --cold-size, or another --data-dir");
    }
  }

  private static long wantedBytes(BenchSpec spec) {
    long warm =
        spec.operations().isEmpty()
            ? 0
            : BenchFiles.roomBytes(MatrixShape.ofBytes(spec.sizeBytes()), spec.operations());
    return spec.coldBytes().stream().mapToLong(Long::longValue).reduce(warm, Math::max);
  }
}
