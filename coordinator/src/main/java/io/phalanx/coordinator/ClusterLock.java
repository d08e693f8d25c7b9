package io.phalanx.coordinator;

import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.OwnerMark;
import io.phalanx.shared.config.OwnerOnly;
import io.phalanx.shared.lifecycle.PhalanxException;
import io.phalanx.shared.lifecycle.PhalanxException.Category;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Ownership of a cluster directory: a file lock that the operating system drops with its process,
/// however that ends. The file itself stays: removing it would let two owners lock two files.
final class ClusterLock implements AutoCloseable {
  private final FileChannel channel;

  private ClusterLock(FileChannel channel) {
    this.channel = channel;
  }

  /// Takes the directory.
  ///
  /// @throws PhalanxException if another process, or another cluster of this one, owns it
  static ClusterLock acquire(ClusterDirectory directory) {
    try {
      FileChannel channel =
          FileChannel.open(directory.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      OwnerOnly.restrict(directory.lock());
      if (tryLock(channel) == null) {
        channel.close();
        throw new PhalanxException(Category.FATAL, refusal(directory));
      }
      return new ClusterLock(channel);
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

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new PhalanxException(Category.FATAL, "cannot unlock: cause=" + e.getMessage(), e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static String refusal(ClusterDirectory directory) {
    String owner =
        OwnerMark.read(directory.mark())
            .map(m ->
                "pid=" + m.process().pid() + ", since=" + Instant.ofEpochMilli(m.startedAtMs()))
            .orElse("pid=unknown (it is starting)");
    return "a cluster is running here: directory="
        + directory.root()
        + ", "
        + owner
        + "; stop it with phalanx stop, or choose another directory with --dir or PHALANX_DIR";
  }
}
