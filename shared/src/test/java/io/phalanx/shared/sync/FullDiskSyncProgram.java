package io.phalanx.shared.sync;

import io.phalanx.shared.lifecycle.PhalanxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Opens a lock on a file system of 1 MiB that is full, and again with room: run by [SyncKillIT].
final class FullDiskSyncProgram {
  private FullDiskSyncProgram() {}

  public static void main(String[] args) throws IOException {
    Path disk = Path.of(args[0]);
    Path other = disk.resolve("other");
    try {
      Files.write(other, new byte[(1 << 20) - 4096]);
      SharedLock.open(disk.resolve("lock")).close();
      System.out.println("no refusal");
    } catch (PhalanxException e) {
      System.out.println("full: " + e.getMessage());
    }
    System.out.println("left: " + Arrays.toString(disk.toFile().list()));
    Files.delete(other);
    try (SharedLock lock = SharedLock.open(disk.resolve("lock"))) {
      System.out.println("with room: " + lock.tryLock());
      lock.unlock();
    }
  }
}
