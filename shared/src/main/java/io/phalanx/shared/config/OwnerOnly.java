package io.phalanx.shared.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private OwnerOnly() {}

  /// Makes a directory, and its parents, where they are missing.
  public static void createDirectories(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    // Of the file system as a kind: to ask the one it lies on reads the list of all mounts.
    boolean hasPermissions =
        directory.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] attributes =
        hasPermissions
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(DIRECTORY)}
            : new FileAttribute<?>[0];
    Files.createDirectories(directory, attributes);
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
