package io.phalanx.coordinator;

import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.Folders;
import io.phalanx.shared.config.OwnerOnly;
import io.phalanx.shared.config.ProcessIdentity;
import io.phalanx.shared.lifecycle.ShutdownHook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A folder in a cluster directory for files that one command needs while it runs: random inputs,
/// copies to verify against.
///
/// It goes when it is closed, when the process is told to end, and, after a kill, when the next
/// owner takes over the directory: its name tells whose it was.
public final class ScratchFolder implements AutoCloseable {
  private static final Pattern NAME = Pattern.compile("scratch-(\\d+)-(\\d+)-[0-9a-f]+");

  private final Path path;
  private final ShutdownHook hook;

  private ScratchFolder(Path path) {
    this.path = path;
    this.hook = new ShutdownHook("scratch", () -> delete(path));
  }

  /// Makes a folder.
  public static ScratchFolder create(ClusterDirectory directory) {
    ProcessIdentity self = ProcessIdentity.current();
    String random = Long.toHexString(ThreadLocalRandom.current().nextLong());
    Path path =
        directory
            .create()
            .root()
            .resolve("scratch-" + self.pid() + "-" + self.start() + "-" + random);
    try {
      OwnerOnly.createDirectories(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a folder: folder=" + path + ", cause=" + e, e);
    }
    ScratchFolder folder = new ScratchFolder(path);
    folder.hook.register();
    return folder;
  }

  /// Removes the folders of processes that are gone.
  static void removeStale(ClusterDirectory directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory.root())) {
      entries.filter(ScratchFolder::isStale).toList().forEach(ScratchFolder::delete);
    }
  }

  /// Where it is.
  public Path path() {
    return path;
  }

  /// Removes it with all that it holds.
  @Override
  public void close() {
    delete(path);
    hook.close();
  }

  private static boolean isStale(Path entry) {
    Matcher name = NAME.matcher(String.valueOf(entry.getFileName()));
    return name.matches()
        && !new ProcessIdentity(Long.parseLong(name.group(1)), Long.parseLong(name.group(2)))
            .isAlive();
  }

  /// Removes a folder with all that it holds, if it is there.
  static void delete(Path folder) {
    try {
      Folders.delete(folder);
    } catch (NoSuchFileException e) {
      // Two ends of one process may both tidy up.
      return;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove: folder=" + folder + ", cause=" + e, e);
    }
  }
}
