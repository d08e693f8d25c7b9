package io.phalanx.coordinator;

import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.OwnerMark;
import io.phalanx.shared.config.ProcessLock;
import io.phalanx.shared.lifecycle.PhalanxException;
import io.phalanx.shared.lifecycle.PhalanxException.Category;
import java.io.IOException;
import java.time.Instant;

/// Ownership of a cluster directory, a [ProcessLock].
public final class ClusterLock implements AutoCloseable {
  private static final String REFUSAL = "a cluster is running here";

  private final ProcessLock lock;

  private ClusterLock(ProcessLock lock) {
    this.lock = lock;
  }

  /// Takes the directory, which exists.
  ///
  /// @throws PhalanxException if another process, or another cluster of this one, owns it
  static ClusterLock acquire(ClusterDirectory directory) {
    try {
      return ProcessLock.tryTake(directory.lock())
          .map(ClusterLock::new)
          .orElseThrow(() -> new PhalanxException(Category.FATAL, refusal(directory)));
    } catch (IOException e) {
      throw new PhalanxException(
          Category.FATAL,
          "cannot lock the cluster directory: directory="
              + directory.root()
              + ", cause="
              + e.getMessage()
              + "; choose another with --dir or PHALANX_DIR",
          e);
    }
  }

  /// True if a start failed because a cluster runs in the directory, whoever says so.
  public static boolean isRefusal(PhalanxException failure) {
    return String.valueOf(failure.getMessage()).startsWith(REFUSAL);
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new PhalanxException(Category.FATAL, "cannot unlock: cause=" + e.getMessage(), e);
    }
  }

  private static String refusal(ClusterDirectory directory) {
    String owner =
        OwnerMark.read(directory.mark())
            .map(m ->
                "pid=" + m.process().pid() + ", since=" + Instant.ofEpochMilli(m.startedAtMs()))
            .orElse("pid=unknown (it is starting)");
    return REFUSAL
        + ": directory="
        + directory.root()
        + ", "
        + owner
        + "; stop it with phalanx stop, or choose another directory with --dir or PHALANX_DIR";
  }
}
