package io.phalanx.shared.sync;

import io.phalanx.shared.config.OwnerOnly;
import io.phalanx.shared.lifecycle.PhalanxException;
import io.phalanx.shared.lifecycle.PhalanxException.Category;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// How every file of this room begins, native byte order, and its mapping.
///
/// ```text
/// 0       8         12         16       24       32      64
/// | magic | version | reserved | bytes  | detail | check | content, zeros at first
/// ```
///
/// `check` is the CRC-32C of the 32 bytes before it. A file is written whole under another name and
/// then linked to its own, by which one of several makers wins: nobody ever sees half of one.
///
/// Any thread may use the memory until it is closed.
record SyncFile(Path path, long detail, Arena arena, MemorySegment memory)
    implements AutoCloseable {
  private static final int HEADER_BYTES = 64;
  private static final int VERSION_AT = 8;
  private static final int BYTES_AT = 16;
  private static final int DETAIL_AT = 24;
  private static final int CHECK_AT = 32;
  private static final int ATTEMPTS_MAX = 100;
  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  /// What a file holds.
  ///
  /// @param name for people, such as `lock`
  /// @param magic by which it is known
  /// @param version of its layout
  /// @param bytes of its content
  record Kind(String name, long magic, int version, long bytes) {
    long fileBytes() {
      return HEADER_BYTES + bytes;
    }
  }

  /// Maps a file, made here if there is none.
  ///
  /// @param detail one number that all its users must agree on
  /// @throws IllegalStateException if there is a file, but none of this kind, version and detail
  /// @throws PhalanxException if the system refuses
  static SyncFile open(Path path, Kind kind, long detail) {
    try {
      for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
        if (Files.notExists(path)) {
          make(path, kind, detail);
        }
        // It may be deleted just now.
        SyncFile file = mapIfThere(path, kind, detail);
        if (file != null) {
          return file;
        }
      }
      throw new NoSuchFileException(path.toString());
    } catch (IOException e) {
      throw new PhalanxException(
          Category.JOB,
          "cannot open a "
              + kind.name()
              + ": file="
              + path.toAbsolutePath()
              + ", bytes="
              + kind.fileBytes()
              + ", cause="
              + e
              + "; check the permissions and the free space of its directory",
          e);
    }
  }

  /// What lies behind the header.
  MemorySegment content() {
    return memory.asSlice(HEADER_BYTES);
  }

  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }

  private static void make(Path path, Kind kind, long detail) throws IOException {
    Path whole = path.toAbsolutePath();
    String random = Long.toHexString(ThreadLocalRandom.current().nextLong());
    Path temporary = whole.resolveSibling("." + kind.name() + "." + random + ".phalanx-tmp");
    try {
      ByteBuffer bytes = ByteBuffer.allocate((int) kind.fileBytes()).order(ByteOrder.nativeOrder());
      bytes.putLong(0, kind.magic()).putInt(VERSION_AT, kind.version());
      bytes.putLong(BYTES_AT, kind.bytes()).putLong(DETAIL_AT, detail);
      bytes.putLong(CHECK_AT, check(bytes));
      try (FileChannel channel = OwnerOnly.create(temporary, NEW)) {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
      Files.createLink(whole, temporary);
    } catch (FileAlreadyExistsException e) {
      return; // another one was faster
    } catch (UnsupportedOperationException e) {
      throw new IOException("the file system has no hard links", e);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static @Nullable SyncFile mapIfThere(Path path, Kind kind, long detail)
      throws IOException {
    try {
      return map(path, kind, detail);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  @SuppressWarnings("MustBeClosed") // the record owns the arena and closes it
  private static SyncFile map(Path path, Kind kind, long detail) throws IOException {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new IOException("not a regular file");
    }
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      requireKind(path, ByteBuffer.wrap(header(channel)), channel.size(), kind);
      Arena arena = Arena.ofShared();
      try {
        MemorySegment memory = channel.map(MapMode.READ_WRITE, 0, kind.fileBytes(), arena);
        SyncFile file =
            new SyncFile(path, memory.get(ValueLayout.JAVA_LONG, DETAIL_AT), arena, memory);
        file.requireDetail(kind, detail);
        return file;
      } catch (IOException | RuntimeException e) {
        arena.close();
        throw e;
      }
    }
  }

  private static byte[] header(FileChannel channel) throws IOException {
    byte[] header = new byte[HEADER_BYTES];
    ByteBuffer bytes = ByteBuffer.wrap(header);
    while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) > 0) {}
    return header;
  }

  private static void requireKind(Path path, ByteBuffer bytes, long size, Kind kind) {
    ByteBuffer header = bytes.order(ByteOrder.nativeOrder());
    boolean whole = header.getLong(CHECK_AT) == check(header);
    int version = header.getInt(VERSION_AT);
    boolean fits = header.getLong(BYTES_AT) == kind.bytes() && size == kind.fileBytes();
    if (header.getLong(0) != kind.magic() || version != kind.version() || !whole || !fits) {
      throw new IllegalStateException(
          "not a "
              + kind.name()
              + " of this version, or a torn one: file="
              + path.toAbsolutePath()
              + ", magic="
              + Long.toHexString(header.getLong(0))
              + ", version="
              + version
              + ", wanted="
              + kind.version()
              + ", bytes="
              + size
              + ", wanted="
              + kind.fileBytes()
              + ", checksum="
              + (whole ? "right" : "wrong")
              + "; delete it once no process uses it, or choose another name");
    }
  }

  private void requireDetail(Kind kind, long wanted) {
    if (detail != wanted) {
      throw new IllegalStateException(
          "made for something else: "
              + kind.name()
              + ", file="
              + path.toAbsolutePath()
              + ", found="
              + detail
              + ", wanted="
              + wanted);
    }
  }

  private static long check(ByteBuffer header) {
    CRC32C crc = new CRC32C();
    crc.update(header.slice(0, CHECK_AT));
    return crc.getValue();
  }
}
