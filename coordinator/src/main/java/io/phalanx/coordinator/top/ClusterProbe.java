package io.phalanx.coordinator.top;

import io.phalanx.coordinator.report.ClusterStatus;
import io.phalanx.coordinator.report.ClusterStatus.Worker;
import io.phalanx.coordinator.report.ClusterWatch;
import io.phalanx.coordinator.report.NoStatus;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.OwnerMark;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Looks at a cluster through its files and at its processes through /proc. It disturbs nobody.
///
/// Belongs to one thread.
public final class ClusterProbe {
  private final ClusterDirectory directory;
  private final ClusterWatch watch;
  private final ProcessProbe processes = new ProcessProbe(Path.of("/proc"));
  private @Nullable NoStatus lastNone;

  public ClusterProbe(ClusterDirectory directory) {
    this.directory = directory;
    this.watch = new ClusterWatch(directory);
  }

  /// Looks now.
  public Look look() {
    try {
      NoStatus none = none();
      Optional<ClusterStatus> status = none == null ? watch.look() : Optional.empty();
      if (status.isPresent()) {
        lastNone = null;
        return look(status.get(), null);
      }
      // Or it has ended between two looks.
      lastNone = none == null ? NoStatus.look(directory).orElse(null) : none;
      return look(null, lastNone);
    } catch (UncheckedIOException | IllegalStateException | IllegalArgumentException e) {
      return look(null, NoStatus.unreadable(directory, String.valueOf(e.getMessage())));
    }
  }

  /// Why there is no cluster to look at. It is not found out anew while there is none: that takes
  /// reading all jobs.
  private @Nullable NoStatus none() {
    NoStatus last = lastNone;
    boolean same =
        last != null
            && (last.state() == NoStatus.State.DEAD || last.state() == NoStatus.State.STOPPED)
            && OwnerMark.ofLive(directory).isEmpty();
    return same ? last : NoStatus.look(directory).orElse(null);
  }

  private Look look(@Nullable ClusterStatus status, @Nullable NoStatus none) {
    Map<Long, ProcessUsage> usage = new HashMap<>();
    if (status != null) {
      long coordinator = status.owner().process().pid();
      usage.put(coordinator, processes.look(coordinator));
      for (Worker worker : status.workers()) {
        usage.put(worker.pid(), processes.look(worker.pid()));
      }
    }
    processes.keep(usage.keySet());
    return new Look(System.currentTimeMillis(), System.nanoTime(), status, none, usage);
  }
}
