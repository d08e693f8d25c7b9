package io.phalanx.coordinator.download.index;

import io.phalanx.shared.config.ProcessIdentity;
import io.phalanx.shared.config.ProcessLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/// The right to open the index: a [ProcessLock] whose file says who has it, for people.
public final class IndexLock implements AutoCloseable {
  private final ProcessLock lock;

  private IndexLock(ProcessLock lock) {
    this.lock = lock;
  }

  /// Takes the lock if nobody has it; never waits.
  ///
  /// @param folder of the cache, which exists
  public static Optional<IndexLock> tryTake(Path folder) throws IOException {
    Optional<ProcessLock> taken = ProcessLock.tryTake(folder.resolve("index.lock"));
    if (taken.isEmpty()) {
      return Optional.empty();
    }
    ProcessIdentity self = ProcessIdentity.current();
    try {
      taken.get().write("pid=" + self.pid() + "\nprocessStart=" + self.start() + "\n");
    } catch (IOException e) {
      taken.get().close();
      throw e;
    }
    return taken.map(IndexLock::new);
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unlock the index of downloads: cause=" + e, e);
    }
  }
}
