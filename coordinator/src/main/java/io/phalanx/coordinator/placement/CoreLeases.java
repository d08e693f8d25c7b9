package io.phalanx.coordinator.placement;

import io.phalanx.shared.config.OwnerOnly;
import io.phalanx.shared.config.ProcessLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// The cores that clusters of one user have bound workers to: a file that they all know, so that
/// they keep out of each other's way.
///
/// Changed under a lock that dies with its process, by the owner alone. A lease dies with its
/// coordinator, told by pid and start time, whether that gave it back or not.
///
/// @param folder of the file, the user's alone
record CoreLeases(Path folder) {
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final Path OTHERWISE = Path.of("/tmp");
  private static final long LOCK_MS_MAX = 2_000;
  private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(2);

  /// Those of the user that this process runs as. In memory: leases do not outlive the host.
  static CoreLeases ofUser() throws IOException {
    Path own = Path.of("/proc/self");
    Path parent = Files.isWritable(MEMORY) ? MEMORY : OTHERWISE;
    Path folder = parent.resolve("phalanx-" + Files.getAttribute(own, "unix:uid"));
    OwnerOnly.createDirectories(folder);
    // Anybody may make such a folder first, or a link.
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        || !Files.getOwner(folder).equals(Files.getOwner(own))) {
      throw new IOException("not a folder of this user: folder=" + folder);
    }
    return new CoreLeases(folder);
  }

  /// Changes the leases; nobody else does so meanwhile.
  ///
  /// @param change from those that hold to those that are to
  /// @throws IOException if another process has them for too long, or they cannot be written
  void change(UnaryOperator<List<CoreLease>> change) throws IOException {
    try (ProcessLock _ = lock()) {
      List<CoreLease> held = held();
      List<CoreLease> changed = change.apply(held);
      String text =
          changed.stream().map(lease -> lease.line() + "\n").collect(Collectors.joining());
      OwnerOnly.replace(file(), text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /// Those that hold: their coordinators are alive.
  private List<CoreLease> held() throws IOException {
    if (Files.notExists(file())) {
      return List.of();
    }
    return Files.readAllLines(file()).stream()
        .flatMap(line -> CoreLease.parse(line).stream())
        .filter(lease -> lease.owner().isAlive())
        .toList();
  }

  private Path file() {
    return folder.resolve("cores");
  }

  private ProcessLock lock() throws IOException {
    Path file = folder.resolve("cores.lock");
    long beginNs = System.nanoTime();
    Optional<ProcessLock> lock = ProcessLock.tryTake(file);
    while (lock.isEmpty()) {
      if (System.nanoTime() - beginNs > TimeUnit.MILLISECONDS.toNanos(LOCK_MS_MAX)) {
        throw new IOException("another process keeps it locked: file=" + file);
      }
      LockSupport.parkNanos(POLL_NS);
      lock = ProcessLock.tryTake(file);
    }
    return lock.get();
  }
}
