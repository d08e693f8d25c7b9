package io.phalanx.shared.matrix;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/// A matrix file in the making: built under a temporary name beside its target, and renamed when it
/// is whole.
///
/// ```text
/// create ──▶ .<name>.<random>.phalanx-tmp ──commit──▶ <name>
///                                         ──close───▶ (gone)
/// ```
///
/// All blocks are reserved before the file is mapped, so a full disk is an error of [#create] and
/// never a SIGBUS later, or they are left to whoever [writes][#createForWriters]; the elements are
/// zero. Other processes write into it through [SharedMatrix#open] with [#path]; the one that
/// created it owns commit and close. If that one is killed, the temporary file stays: its suffix
/// tells it from anything a user keeps.
///
/// The file's permissions follow the user's umask, as those of `numpy.save` do. One thread uses an
/// instance; the [#grid] is free to all, by the rules of [SharedMatrix].
public final class NewMatrix implements AutoCloseable {
  /// How the name of every temporary file ends.
  public static final String TEMPORARY_SUFFIX = ".phalanx-tmp";

  /// Longer names are left out of the temporary one, which must not exceed 255 bytes.
  private static final int NAME_CHARS_MAX = 50;

  private final Path target;
  private final SharedMatrix matrix;
  private boolean open = true;

  private NewMatrix(Path target, SharedMatrix matrix) {
    this.target = target;
    this.matrix = matrix;
  }

  /// Creates and maps the temporary file. An existing target is left alone until [#commit].
  ///
  /// @throws IllegalArgumentException if the shape is out of range, or the target is a directory or
  ///   in none
  /// @throws MatrixIoException if there is no room or no permission; no file is left behind
  public static NewMatrix create(Path target, DType dtype, long rows, long cols) {
    return create(target, dtype, rows, cols, false);
  }

  /// As [#create], but a file in memory gets its pages as processes write to it, each through a
  /// [Residency] of a new file. To give 512 MiB their pages takes one process 120 to 180 ms, in
  /// which all who are going to write would wait.
  ///
  /// @throws IllegalArgumentException as [#create]
  /// @throws MatrixIoException as [#create]
  public static NewMatrix createForWriters(Path target, DType dtype, long rows, long cols) {
    return create(target, dtype, rows, cols, true);
  }

  private static NewMatrix create(
      Path target, DType dtype, long rows, long cols, boolean forWriters) {
    NpyHeader header = NpyHeader.create(dtype, rows, cols);
    Path whole = resolved(target);
    Path temporary = whole.resolveSibling(temporaryName(whole));
    try {
      write(temporary, header, forWriters);
      return new NewMatrix(whole, SharedMatrix.open(temporary, Access.READ_WRITE));
    } catch (IOException e) {
      MatrixFiles.delete(temporary);
      throw MatrixFiles.cannotCreate(whole, header.fileBytes(), e);
    } catch (RuntimeException e) {
      MatrixFiles.delete(temporary);
      throw e;
    }
  }

  /// Takes up the temporary file of a process that was killed before it could commit, and reserves
  /// what its writers had not come to.
  ///
  /// @param temporary its [#path]
  /// @throws MatrixFormatException if the file is gone, or no matrix
  /// @throws MatrixIoException if there is no room
  public static NewMatrix resume(Path temporary, Path target) {
    SharedMatrix matrix = SharedMatrix.open(temporary, Access.READ_WRITE);
    try {
      matrix.reserve();
      return new NewMatrix(resolved(target), matrix);
    } catch (RuntimeException e) {
      matrix.close();
      throw e;
    }
  }

  /// Refuses a target that exists, for callers that were not told to overwrite.
  ///
  /// @throws IllegalArgumentException if there is a file of this name
  public static void requireAbsent(Path target) {
    if (Files.exists(target)) {
      throw new IllegalArgumentException(
          "file exists: file="
              + OneLine.of(target.toAbsolutePath().toString())
              + "; choose another name, or allow to overwrite it");
    }
  }

  /// The temporary file, for other processes to open.
  public Path path() {
    return matrix.path();
  }

  /// The file that commit makes.
  public Path target() {
    return target;
  }

  /// The mapped temporary file, owned by this instance.
  public SharedMatrix matrix() {
    return matrix;
  }

  /// All elements, valid until [#close], also after [#commit].
  public Grid grid() {
    return matrix.grid();
  }

  /// Gives the file its name, at once and in place of any file that had it. Processes that mapped
  /// the temporary file keep it; those that mapped the replaced one keep that.
  ///
  /// @throws MatrixIoException if the file system refuses; the temporary file stays until [#close]
  /// @throws IllegalStateException if it was committed or closed before
  public void commit() {
    if (!open) {
      throw new IllegalStateException("committed or closed before: target=" + target);
    }
    try {
      Files.move(path(), target, StandardCopyOption.ATOMIC_MOVE);
      open = false;
    } catch (IOException e) {
      throw MatrixFiles.cannotSave(target, e);
    }
  }

  /// Commits so that file and name survive a loss of power.
  ///
  /// @throws MatrixIoException as [#commit], or if the disk fails
  public void commitDurably() {
    try (FileChannel file = FileChannel.open(path(), StandardOpenOption.WRITE);
        FileChannel directory = FileChannel.open(directoryOf(target), StandardOpenOption.READ)) {
      matrix.force();
      file.force(true);
      commit();
      directory.force(true);
    } catch (IOException e) {
      throw MatrixFiles.cannotSave(target, e);
    }
  }

  /// Deletes the temporary file, if it was not committed, and unmaps it. Without effect the second
  /// time.
  ///
  /// @throws MatrixIoException if the file cannot be deleted
  public void discard() {
    matrix.close();
    if (open) {
      open = false;
      MatrixFiles.delete(path());
    }
  }

  /// Unmaps the file and leaves it under its temporary name, for [#resume].
  public void leave() {
    open = false;
    matrix.close();
  }

  /// Unmaps the file and [discards][#discard] it unless it was committed.
  @Override
  public void close() {
    discard();
  }

  /// The target with links followed, as `numpy.save` follows them, in a directory that exists.
  private static Path resolved(Path target) {
    String named = "file=" + OneLine.of(target.toAbsolutePath().toString());
    if (SharedBlock.isName(target)) {
      throw new IllegalArgumentException(
          "a block of shared memory is made by the program that shares it: "
              + named
              + "; name a .npy file");
    }
    if (Files.isDirectory(target) || target.getFileName() == null) {
      throw new IllegalArgumentException("target is a directory: " + named);
    }
    if (!Files.isDirectory(directoryOf(target))) {
      throw new IllegalArgumentException("no such directory: " + named + "; make it with mkdir -p");
    }
    try {
      return Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
    } catch (IOException e) {
      throw MatrixFiles.cannotSave(target, e);
    }
  }

  private static Path directoryOf(Path target) {
    Path directory = target.toAbsolutePath().getParent();
    return directory == null ? target.toAbsolutePath() : directory;
  }

  private static String temporaryName(Path target) {
    String name = String.valueOf(target.getFileName());
    String shown = name.length() <= NAME_CHARS_MAX ? name : "matrix";
    String random = Long.toHexString(ThreadLocalRandom.current().nextLong());
    return "." + shown + "." + random + TEMPORARY_SUFFIX;
  }

  private static void write(Path temporary, NpyHeader header, boolean forWriters)
      throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      requireRoom(temporary, header.fileBytes());
      if (forWriters && BlockReservation.isInMemory(temporary)) {
        channel.write(ByteBuffer.allocate(1), header.fileBytes() - 1);
      } else {
        BlockReservation.reserveNew(temporary, channel, header.fileBytes());
      }
      ByteBuffer bytes = ByteBuffer.wrap(header.toBytes());
      while (bytes.hasRemaining()) {
        channel.write(bytes, bytes.position());
      }
    }
  }

  /// Says no before the disk is filled up to its brim and others suffer.
  private static void requireRoom(Path temporary, long bytes) throws IOException {
    // Not by its FileStore, which reads the list of all mounts: that costs more than a small job.
    File file = temporary.toFile();
    // A file system without limits, such as an unlimited tmpfs, gives 0 as its size.
    if (file.getTotalSpace() > 0 && file.getUsableSpace() < bytes) {
      throw new FileSystemException(temporary.toString(), null, "No space left on device");
    }
  }
}
