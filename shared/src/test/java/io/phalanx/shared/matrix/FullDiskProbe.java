package io.phalanx.shared.matrix;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/// Runs in a process of its own, with a file system of 1 MiB, and prints what happened there.
final class FullDiskProbe {
  private static final long TOO_LARGE = 4 << 20;

  private FullDiskProbe() {}

  public static void main(String[] arguments) throws IOException {
    Path disk = Path.of(arguments[0]);
    say("create", () -> NewMatrix.create(disk.resolve("x.npy"), DType.UINT8, TOO_LARGE, 1).close());
    say("left", () -> System.out.print(Arrays.toString(disk.toFile().list())));
    say("fallocate", () -> reserve(disk.resolve("a"), true));
    say("zeros", () -> reserve(disk.resolve("b"), false));
    say("holes", () -> reserveHoles(disk.resolve("c.npy")));
    try (NewMatrix made = NewMatrix.create(disk.resolve("y.npy"), DType.UINT8, 600_000, 1);
        NewMatrix left = NewMatrix.createForWriters(disk.resolve("z.npy"), DType.UINT8, 9999, 9)) {
      say("filled up", () -> reserve(disk.resolve("d"), false));
      say("a writer", () -> Residency.of(left.matrix(), true).ensure(0, 9999));
      made.grid().memory().fill((byte) 7);
      made.commit();
      say("survived", () -> System.out.print(made.matrix().get(599_999, 0)));
    }
  }

  private static void reserve(Path file, boolean natively) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      if (natively) {
        System.out.print(BlockReservation.reserve(file, TOO_LARGE));
      } else {
        BlockReservation.fillWithZeros(channel, TOO_LARGE);
      }
    } finally {
      if (!file.endsWith("d")) {
        Files.delete(file);
      }
    }
  }

  private static void reserveHoles(Path file) throws IOException {
    NpyHeader header = NpyHeader.create(DType.UINT8, TOO_LARGE, 1);
    Files.write(file, header.toBytes());
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.setLength(header.fileBytes());
    }
    try (SharedMatrix matrix = SharedMatrix.open(file, Access.READ_WRITE)) {
      System.out.print(matrix.reserve());
    } finally {
      Files.delete(file);
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  private static void say(String name, Step step) {
    System.out.print(name + ": ");
    try {
      step.run();
      System.out.println();
    } catch (IOException | MatrixIoException e) {
      System.out.println(e.getClass().getSimpleName() + " " + e.getMessage());
    }
  }
}
