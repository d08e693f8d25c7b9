package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.api.ClusterClient;
import io.phalanx.shared.config.OwnerMark;
import io.phalanx.shared.lifecycle.PhalanxException;
import io.phalanx.shared.lifecycle.PhalanxException.Category;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `phalanx stop`.
@Command(
    name = "stop",
    description = "Stops the cluster once its jobs have ended, or their time is over.",
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  phalanx stop", "  phalanx stop --timeout 1m"})
final class StopCommand implements Callable<Integer> {
  private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(20);

  /// How long a cluster may take to end beyond the time of its jobs.
  private static final long GRACE_MS = 15_000;

  @Mixin private Place place = new Place();

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description =
          "How long running jobs may still take, such as 500ms, 10s or 2m (default: 10s).")
  private long timeoutMs = TimeUnit.SECONDS.toMillis(10);

  @Override
  public Integer call() {
    OwnerMark owner;
    try (ClusterClient client = place.connect()) {
      owner = client.owner();
      client.stop(timeoutMs);
    }
    long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs + GRACE_MS);
    while (isRunning(owner)) {
      if (System.nanoTime() - deadlineNs > 0) {
        throw new PhalanxException(
            Category.FATAL,
            "the cluster does not stop: pid="
                + owner.process().pid()
                + ", timeoutMs="
                + timeoutMs
                + "; kill it, its workers follow by themselves");
      }
      LockSupport.parkNanos(POLL_NS);
    }
    return PhalanxCli.DONE;
  }

  /// A coordinator inside a longer program ends without its process: then its mark goes.
  private boolean isRunning(OwnerMark owner) {
    return owner.isAlive()
        && OwnerMark.read(place.directory().mark()).filter(owner::equals).isPresent();
  }
}
