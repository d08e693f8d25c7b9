package io.phalanx.coordinator;

import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.OwnerMark;
import io.phalanx.shared.config.OwnerOnly;
import io.phalanx.shared.lifecycle.PhalanxException;
import io.phalanx.shared.lifecycle.PhalanxException.Category;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Ownership of a cluster directory: a file lock that the operating system drops with its process,
/// however that ends. The file itself stays: removing it would let two owners lock two files.
///
/// Such locks belong to the process: closing any channel of the file drops them, also one on which
/// a second cluster of this process was only refused. So what this process owns is known without
/// one.
public final class ClusterLock implements AutoCloseable {
  /// The directories that this process owns or tries to, links followed.
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private static final String REFUSAL = "a cluster is running here";

  private final Path directory;
  private final FileChannel channel;

  private ClusterLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /// Takes the directory, which exists.
  ///
  /// @throws PhalanxException if another process, or another cluster of this one, owns it
  static ClusterLock acquire(ClusterDirectory directory) {
    try {
      Path real = directory.root().toRealPath();
      if (!OWN.add(real)) {
        throw new PhalanxException(Category.FATAL, refusal(directory));
      }
      boolean taken = false;
      try {
        ClusterLock lock = new ClusterLock(real, lock(directory));
        taken = true;
        return lock;
      } finally {
        if (!taken) {
          OWN.remove(real);
        }
      }
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
      channel.close();
    } catch (IOException e) {
      throw new PhalanxException(Category.FATAL, "cannot unlock: cause=" + e.getMessage(), e);
    } finally {
      OWN.remove(directory);
    }
  }

  private static FileChannel lock(ClusterDirectory directory) throws IOException {
    FileChannel channel =
        FileChannel.open(directory.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      OwnerOnly.restrict(directory.lock());
      locked = channel.tryLock() != null;
    } finally {
      if (!locked) {
        channel.close();
      }
    }
    if (!locked) {
      throw new PhalanxException(Category.FATAL, refusal(directory));
    }
    return channel;
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
