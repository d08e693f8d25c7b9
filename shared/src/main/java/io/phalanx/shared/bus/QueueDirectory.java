package io.phalanx.shared.bus;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import net.openhft.chronicle.core.io.BackgroundResourceReleaser;
import net.openhft.chronicle.queue.util.FileUtil;

/// The directory of one queue: who may read it, what is free beside it, what can go.
///
/// Messages name users' files, so nobody but the owner may read them, whatever the umask: the
/// directory keeps others out from the first moment, and each file is closed to them as well in
/// case the directory is opened up later.
final class QueueDirectory {
  static final String METADATA_FILE = "metadata.cq4t";

  private static final Set<PosixFilePermission> OWNER_DIRECTORY =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OWNER_FILE =
      PosixFilePermissions.fromString("rw-------");

  /// Roll files, metadata, and a roll file that a dying process left unfinished and Chronicle put
  /// aside.
  private static final List<String> SUFFIXES = List.of(".cq4", ".cq4t", ".discard");

  private QueueDirectory() {}

  static void create(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OWNER_DIRECTORY));
      Files.setPosixFilePermissions(directory, OWNER_DIRECTORY);
    }
  }

  static boolean holdsQueue(Path directory) {
    return Files.exists(directory.resolve(METADATA_FILE));
  }

  static void closeToOthers(Path file) throws IOException {
    Files.setPosixFilePermissions(file, OWNER_FILE);
  }

  static long freeBytes(Path directory) {
    return directory.toFile().getUsableSpace();
  }

  /// @throws BusException if a file of this size would not fit
  static void requireFree(Path directory, long neededBytes) {
    long freeBytes = freeBytes(directory);
    if (freeBytes < neededBytes) {
      throw BusException.full(directory, neededBytes, freeBytes, null);
    }
  }

  /// Deletes the oldest roll files up to the first that somebody has open or that is not older than
  /// this one; their names sort by age.
  ///
  /// @return how many were deleted
  static int deleteRollsBefore(Path directory, String firstKept) throws IOException {
    BackgroundResourceReleaser.releasePendingResources(); // files this process is done with
    int count = 0;
    // The real path: open files are known by it.
    for (File file :
        FileUtil.removableRollFileCandidates(directory.toRealPath().toFile()).toList()) {
      if (file.getName().compareTo(firstKept) >= 0) {
        break;
      }
      Files.delete(file.toPath());
      count++;
    }
    return count;
  }

  static void delete(Path directory) throws IOException {
    if (!Files.isDirectory(directory, NOFOLLOW_LINKS)) {
      return;
    }
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(directory, QueueDirectory::isOurs)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(directory);
  }

  private static boolean isOurs(Path file) {
    String name = file.getFileName().toString();
    return SUFFIXES.stream().anyMatch(name::endsWith);
  }
}
