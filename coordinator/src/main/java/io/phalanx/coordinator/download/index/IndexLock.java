package io.phalanx.coordinator.download.index;

import io.phalanx.shared.config.OwnerOnly;
import io.phalanx.shared.config.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The right to open the index: a file lock that the operating system drops with its process,
/// however that ends, so that nobody ever waits for a dead owner. The file says who has it, for
/// people.
///
/// Such locks belong to the process: closing any channel of the file drops them. So what this
/// process owns is known without one.
public final class IndexLock implements AutoCloseable {
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private IndexLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /// Takes the lock if nobody has it; never waits.
  ///
  /// @param folder of the cache, which exists
  public static Optional<IndexLock> tryTake(Path folder) throws IOException {
    Path real = folder.toRealPath().resolve("index.lock");
    if (!OWN.add(real)) {
      return Optional.empty();
    }
    Optional<IndexLock> taken = Optional.empty();
    try {
      taken = take(real);
    } finally {
      if (taken.isEmpty()) {
        OWN.remove(real);
      }
    }
    return taken;
  }

  private static Optional<IndexLock> take(Path file) throws IOException {
    FileChannel channel =
        OwnerOnly.create(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    boolean taken = false;
    try {
      taken = channel.tryLock() != null;
      if (taken) {
        ProcessIdentity self = ProcessIdentity.current();
        String owner = "pid=" + self.pid() + "\nprocessStart=" + self.start() + "\n";
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.US_ASCII)));
      }
    } finally {
      if (!taken) {
        channel.close();
      }
    }
    return taken ? Optional.of(new IndexLock(file, channel)) : Optional.empty();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unlock: file=" + file + ", cause=" + e, e);
    } finally {
      OWN.remove(file);
    }
  }
}
