package io.phalanx.shared.matrix;

import io.phalanx.shared.ledger.NumberFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes numbers to a file system of 8 MiB that something else fills up meanwhile: a program of
/// its own, run by [FullDiskTest].
final class FullDiskNumbersProbe {
  private static final int COUNT = 1 << 18;

  private FullDiskNumbersProbe() {}

  public static void main(String[] args) throws IOException {
    Path disk = Path.of(args[0]);
    try (NumberFile file = NumberFile.createEmpty(disk.resolve("too-many"), 4 * COUNT)) {
      System.out.println("no refusal: count=" + file.count());
    } catch (UncheckedIOException e) {
      System.out.println("too many: " + e.getMessage());
      Files.deleteIfExists(disk.resolve("too-many"));
    }
    try (NumberFile file = NumberFile.createEmpty(disk.resolve("results"), COUNT);
        Arena arena = Arena.ofConfined()) {
      MemorySegment values = arena.allocate(COUNT * (long) Double.BYTES, Double.BYTES);
      values.setAtIndex(ValueLayout.JAVA_DOUBLE, COUNT - 1, 7.0);
      Path other = disk.resolve("other");
      fillUp(other);
      try {
        file.write(0, values);
        System.out.println("no error");
      } catch (UncheckedIOException e) {
        System.out.println("filled up: " + e.getMessage());
      }
      Files.delete(other);
      file.write(0, values);
      System.out.println("with room again: " + file.get(COUNT - 1));
    }
  }

  private static void fillUp(Path file) {
    try (var stream = Files.newOutputStream(file)) {
      byte[] zeros = new byte[1 << 12];
      for (int i = 0; i < 1 << 12; i++) {
        stream.write(zeros);
      }
      throw new IllegalStateException("never full: file=" + file);
    } catch (IOException e) {
      System.out.println("other: " + e.getMessage());
    }
  }
}
