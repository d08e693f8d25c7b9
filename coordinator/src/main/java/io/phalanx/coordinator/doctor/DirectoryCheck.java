package io.phalanx.coordinator.doctor;

import io.phalanx.coordinator.report.ByteCount;
import io.phalanx.shared.config.ClusterDirectory;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;

/// The place of the cluster's directory: its file system, its room, its permissions.
///
/// @param directory the cluster's directory, which need not exist
record DirectoryCheck(ClusterDirectory directory) implements Check {
  /// File systems where what one process maps another may not see, or locks may not hold.
  private static final Pattern REMOTE =
      Pattern.compile("nfs.*|cifs|smb.*|9p|afs|ceph|fuse\\..*|virtiofs", Pattern.CASE_INSENSITIVE);

  private static final long ROOM_LOW_BYTES = 1L << 30;
  private static final String OWNER_ONLY = "rwx------";

  @Override
  public List<Finding> look() throws IOException {
    Path root = directory.root();
    if (Files.exists(root) && !Files.isDirectory(root)) {
      return List.of(
          Finding.fail("directory", root + " is no directory", "choose another with --dir"));
    }
    return List.of(existence(root), fileSystem(root), room(root), permissions(root));
  }

  private static Finding existence(Path root) {
    return Finding.ok("directory", root + (Files.exists(root) ? "" : ", made by the first start"));
  }

  private static Finding fileSystem(Path root) throws IOException {
    String type = Files.getFileStore(existing(root)).type();
    return Finding.warnIf(
        REMOTE.matcher(type).matches(),
        "file system",
        type,
        "mapped files and locks are not reliable over a network: choose a local --dir");
  }

  private static Finding room(Path root) throws IOException {
    FileStore store = Files.getFileStore(existing(root));
    // A file system without limits, such as an unlimited tmpfs, gives 0 as its size.
    boolean low = store.getTotalSpace() > 0 && store.getUsableSpace() < ROOM_LOW_BYTES;
    String free =
        store.getTotalSpace() == 0 ? "no limit" : ByteCount.of(store.getUsableSpace()) + " free";
    return Finding.warnIf(low, "room", free, "less than 1 GiB: free some, or choose another --dir");
  }

  private static Finding permissions(Path root) throws IOException {
    if (Files.getFileStore(existing(root)).isReadOnly()) {
      return Finding.fail(
          "permissions",
          existing(root) + ": its file system is read-only",
          "remount it, or choose another --dir");
    }
    if (!Files.isWritable(existing(root))) {
      return Finding.fail(
          "permissions",
          existing(root) + " is not writable",
          "change it with chmod u+rwx, remount it if its file system is read-only, or choose another"
              + " --dir");
    }
    if (!Files.exists(root) || !Files.getFileStore(root).supportsFileAttributeView("posix")) {
      return Finding.ok("permissions", "writable");
    }
    String found = PosixFilePermissions.toString(Files.getPosixFilePermissions(root));
    return Finding.warnIf(
        !found.equals(OWNER_ONLY),
        "permissions",
        found,
        "others may read what jobs do: chmod 700 " + root);
  }

  /// The directory, or the nearest one above it that exists.
  private static Path existing(Path root) {
    for (Path at = root; at != null; at = at.getParent()) {
      if (Files.exists(at)) {
        return at;
      }
    }
    return root;
  }
}
