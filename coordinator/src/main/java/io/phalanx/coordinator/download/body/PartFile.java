package io.phalanx.coordinator.download.body;

import io.phalanx.shared.config.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A file in the making, under a hidden name that says whose it is. It gets its real name when it
/// is whole, or goes: when it is closed, when the process is told to end, and after a kill when the
/// next one looks through the folder ([#removeStale]).
///
/// One thread uses it.
public final class PartFile implements AutoCloseable {
  private static final Pattern NAME =
      Pattern.compile("\\.phalanx-(\\d{1,18})-(\\d{1,18})-[0-9a-f]+\\.part");

  private static final Set<Path> LIVE = ConcurrentHashMap.newKeySet();

  static {
    Thread hook = new Thread(() -> LIVE.forEach(PartFile::delete), "parts");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private final Path path;
  private final FileChannel channel;

  private PartFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /// Makes one in a folder that exists.
  ///
  /// @throws StorageException if that is not possible
  public static PartFile create(Path folder) {
    ProcessIdentity self = ProcessIdentity.current();
    String random = Long.toHexString(ThreadLocalRandom.current().nextLong());
    Path path =
        folder.resolve(".phalanx-" + self.pid() + "-" + self.start() + "-" + random + ".part");
    LIVE.add(path);
    try {
      return new PartFile(
          path,
          FileChannel.open(
              path,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE));
    } catch (IOException e) {
      LIVE.remove(path);
      throw new StorageException("cannot make a file", path, e);
    }
  }

  /// Removes those of processes that are gone.
  public static void removeStale(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      files.filter(PartFile::isStale).toList().forEach(PartFile::delete);
    } catch (IOException e) {
      throw new StorageException("cannot look through a folder", folder, e);
    }
  }

  /// Where it is now.
  public Path path() {
    return path;
  }

  /// To write to it, and to read.
  public FileChannel channel() {
    return channel;
  }

  /// Appends bytes.
  ///
  /// @throws StorageException if there is no room, or the thread is interrupted
  public void write(ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw new StorageException("cannot write", path, e);
    }
  }

  /// Gives it a name in the same file system, in place of any file that has it.
  public void replace(Path target) throws IOException {
    Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    LIVE.remove(path);
  }

  /// Gives it a name that nobody has.
  ///
  /// @return false if somebody has it
  public boolean claim(Path target) throws IOException {
    try {
      // Unlike a rename, a link never takes the place of a file.
      Files.createLink(target, path);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (FileSystemException | UnsupportedOperationException e) {
      return claimWithoutLinks(target);
    }
  }

  private boolean claimWithoutLinks(Path target) throws IOException {
    try {
      Files.move(path, target);
      LIVE.remove(path);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /// Removes it, unless it has a name by now.
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close: file=" + path + ", cause=" + e, e);
    } finally {
      if (LIVE.remove(path)) {
        delete(path);
      }
    }
  }

  private static boolean isStale(Path file) {
    Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
    return name.matches()
        && !new ProcessIdentity(Long.parseLong(name.group(1)), Long.parseLong(name.group(2)))
            .isAlive();
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new StorageException("cannot remove", file, e);
    }
  }
}
