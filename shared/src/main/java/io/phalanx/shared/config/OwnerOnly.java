package io.phalanx.shared.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Permissions of everything in a cluster directory: the owner's alone, whatever the umask. A
/// matrix may be private, and so is what is said about it.
///
/// Without effect on a file system that has no such permissions.
public final class OwnerOnly {
  private static final Set<PosixFilePermission> DIRECTORY =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  private static final Set<StandardOpenOption> REPLACING =
      Set.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE);

  private static final Set<StandardOpenOption> OVERWRITING =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);

  private OwnerOnly() {}

  /// Makes a directory, and its parents, where they are missing.
  public static void createDirectories(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Files.createDirectories(directory, attributes(directory, DIRECTORY));
  }

  /// Makes a file that is the owner's alone from its first moment.
  ///
  /// @param options how to open it; it must be writable
  public static FileChannel create(Path file, Set<? extends OpenOption> options)
      throws IOException {
    return FileChannel.open(file, options, attributes(file, FILE));
  }

  /// Writes a whole file, in place of any that has the name.
  public static void write(Path file, byte[] content) throws IOException {
    try (FileChannel channel = create(file, REPLACING)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  /// Writes a whole file in place of any that has the name: whoever reads it meanwhile, or after
  /// this process was killed, finds the one or the other. One process at a time writes it.
  public static void replace(Path file, byte[] content) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    write(fresh, content);
    restrict(fresh); // it may have been there
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /// Writes a whole file over what there is of that name. Unlike [#write] it leaves a file that has
  /// blocks on the disk its blocks.
  public static void overwrite(Path file, byte[] content) throws IOException {
    try (FileChannel channel = create(file, OVERWRITING)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.truncate(content.length);
    }
  }

  private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
    // Of the file system as a kind: to ask the one it lies on reads the list of all mounts.
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  /// Takes a file's permissions from everybody else.
  public static void restrict(Path file) throws IOException {
    try {
      Files.setPosixFilePermissions(file, FILE);
    } catch (IOException | UnsupportedOperationException e) {
      // Asked only now: to ask reads the list of all mounts, which costs more than a small job.
      if (isPosix(file)) {
        throw e;
      }
    }
  }

  private static boolean isPosix(Path existing) throws IOException {
    return Files.getFileStore(existing).supportsFileAttributeView("posix");
  }
}
