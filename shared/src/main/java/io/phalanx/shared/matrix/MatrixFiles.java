package io.phalanx.shared.matrix;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/// Opens matrix files, and says clearly why one cannot be opened.
final class MatrixFiles {
  private MatrixFiles() {}

  /// Opens an existing regular file.
  ///
  /// @throws MatrixFormatException if there is none, it is something else, or may not be opened so
  static FileChannel open(Path file, Access access) throws IOException {
    // Before opening: to open a pipe would wait for its other end.
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      String found = Files.isDirectory(file) ? "a directory" : "no regular file";
      throw new MatrixFormatException(
          file, found, MatrixFormatException.WANTED, "give the path of a file");
    }
    Set<StandardOpenOption> options =
        access == Access.READ
            ? Set.of(StandardOpenOption.READ)
            : Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      return FileChannel.open(file, options);
    } catch (NoSuchFileException e) {
      throw new MatrixFormatException(
          file, "no such file", MatrixFormatException.WANTED, "check the path");
    } catch (AccessDeniedException e) {
      String rights = access == Access.READ ? "r" : "rw";
      throw new MatrixFormatException(
          file,
          "no permission",
          access == Access.READ ? "a readable file" : "a readable and writable file",
          "change its permissions with chmod u+" + rights + ", or work on a copy");
    }
  }

  static MatrixIoException cannotRead(Path file, IOException e) {
    return failed("cannot read matrix", file, e, "; check the path, the file system and its disk");
  }

  static MatrixIoException cannotMap(Path file, long bytes, IOException e) {
    String advice = "; compare with ulimit -v, vm.max_map_count and vm.overcommit_memory";
    return failed("cannot map matrix", file, e, ", bytes=" + bytes + advice);
  }

  static MatrixIoException cannotSave(Path file, IOException e) {
    return failed(
        "cannot save matrix", file, e, "; check the directory's permissions and its disk");
  }

  /// A file of `bytes` could not be made. Its remains are deleted, so free space is what it was.
  static MatrixIoException cannotCreate(Path file, long bytes, IOException e) {
    String space = ", neededBytes=" + bytes + ", availableBytes=" + availableBytes(file);
    String advice = "; free some space or choose another directory; check permissions and quotas";
    return failed("cannot create matrix", file, e, space + advice);
  }

  /// The holes of a file of `bytes` could not be given blocks.
  static MatrixIoException cannotReserve(Path file, long bytes, IOException e) {
    String space = ", fileBytes=" + bytes + ", availableBytes=" + availableBytes(file);
    String advice = "; free some space, or work on a copy elsewhere";
    return failed("no room for the holes of matrix", file, e, space + advice);
  }

  /// Deletes a temporary file of ours; one that is gone already is fine.
  static void delete(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      throw failed("cannot delete matrix", temporary, e, "; delete it by hand");
    }
  }

  private static String availableBytes(Path file) {
    try {
      Path directory = file.toAbsolutePath().getParent();
      return String.valueOf(
          Files.getFileStore(directory == null ? file : directory).getUsableSpace());
    } catch (IOException e) {
      return "unknown (" + MatrixIoException.reason(e) + ")";
    }
  }

  /// @param rest more facts, each after a comma, and advice after a semicolon
  private static MatrixIoException failed(String what, Path file, IOException e, String rest) {
    String name = OneLine.of(file.toAbsolutePath().toString());
    String cause = OneLine.excerpt(MatrixIoException.reason(e));
    return new MatrixIoException(what + ": file=" + name + ", cause=" + cause + rest, e);
  }
}
