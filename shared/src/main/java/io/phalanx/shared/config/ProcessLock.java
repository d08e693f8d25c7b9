package io.phalanx.shared.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A file lock that the operating system drops with its process, however that ends, so that nobody
/// ever waits for a dead owner. The file itself stays: removing it would let two owners lock two
/// files.
///
/// Such locks belong to the process: closing any channel of the file drops them, also one on which
/// the lock was only refused. So what this process has or tries to have is known without one.
public final class ProcessLock implements AutoCloseable {
  /// Links followed.
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private ProcessLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /// Takes the lock unless another process, or somebody else in this one, has it; never waits.
  ///
  /// @param file made where it is missing, in a folder that exists
  public static Optional<ProcessLock> tryTake(Path file) throws IOException {
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    Path real = folder.toRealPath().resolve(file.getFileName());
    if (!OWN.add(real)) {
      return Optional.empty();
    }
    Optional<ProcessLock> taken = Optional.empty();
    try {
      taken = take(real);
    } finally {
      if (taken.isEmpty()) {
        OWN.remove(real);
      }
    }
    return taken;
  }

  private static Optional<ProcessLock> take(Path file) throws IOException {
    FileChannel channel =
        OwnerOnly.create(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    boolean taken = false;
    try {
      OwnerOnly.restrict(file);
      taken = channel.tryLock() != null;
    } finally {
      if (!taken) {
        channel.close();
      }
    }
    return taken ? Optional.of(new ProcessLock(file, channel)) : Optional.empty();
  }

  /// Makes a text the content of the file, in ASCII.
  public void write(String text) throws IOException {
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      OWN.remove(file);
    }
  }
}
