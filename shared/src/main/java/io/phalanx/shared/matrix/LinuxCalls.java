package io.phalanx.shared.matrix;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/// The calls to Linux that Java has no word for. Each gives 0, or the error number.
///
/// They stand behind [#PRESENT]: elsewhere (macOS) their callers do without.
@SuppressWarnings("restricted") // calls to C, with the signatures of its headers
final class LinuxCalls {
  static final int EINTR = 4;
  static final int ENOSPC = 28;
  static final int EFBIG = 27;
  static final int EDQUOT = 122;

  /// For [#populate]: pages present and readable.
  static final int MADV_POPULATE_READ = 22;

  /// For [#populate]: pages present and writable.
  static final int MADV_POPULATE_WRITE = 23;

  private static final int O_RDWR = 2;
  private static final int O_CLOEXEC = 0x80000;
  private static final int SEEK_HOLE = 4;
  private static final long TMPFS_MAGIC = 0x01021994;
  private static final int AT_FDCWD = -100;
  private static final int STATX_BLOCKS = 0x400;

  /// Of `struct statx`, whose layout is the same on every processor.
  private static final long STATX_BLOCKS_AT = 48;

  private static final long SECTOR_BYTES = 512;

  /// Room for a `struct statx`, 256 bytes, or a `struct statfs`, fewer.
  private static final long STATUS_BYTES = 256;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final SymbolLookup LIBRARY = LINKER.defaultLookup();

  /// True on Linux, the only system whose C library has `fallocate`.
  static final boolean PRESENT = LIBRARY.find("fallocate").isPresent();

  private LinuxCalls() {}

  /// Gives blocks to the bytes first to first + length of a file, which keep what they hold.
  static int fallocate(Path file, long first, long length) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(State.LAYOUT);
      int descriptor = (int) Calls.OPEN.invokeExact(state, name(file, arena), O_RDWR | O_CLOEXEC);
      if (descriptor < 0) {
        return errno(state);
      }
      int result = (int) Calls.FALLOCATE.invokeExact(state, descriptor, 0, first, length);
      int error = result < 0 ? errno(state) : 0;
      int closed = (int) Calls.CLOSE.invokeExact(state, descriptor);
      return error == 0 && closed < 0 ? errno(state) : error;
    } catch (Throwable e) {
      throw callFailed("fallocate", e);
    }
  }

  /// Where the first hole of a file is: its size if it has none, or where the file system does not
  /// know of holes; -1 if it cannot be opened.
  static long firstHole(Path file) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(State.LAYOUT);
      int descriptor = (int) Calls.OPEN.invokeExact(state, name(file, arena), O_CLOEXEC);
      if (descriptor < 0) {
        return -1;
      }
      long hole = (long) Calls.LSEEK.invokeExact(state, descriptor, 0L, SEEK_HOLE);
      int closed = (int) Calls.CLOSE.invokeExact(state, descriptor);
      return closed < 0 ? -1 : hole;
    } catch (Throwable e) {
      throw callFailed("lseek", e);
    }
  }

  /// Bytes of a file in a file system in memory that have their page; -1 if it is in another one.
  static long bytesInMemory(Path file) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(State.LAYOUT);
      MemorySegment name = name(file, arena);
      MemorySegment found = arena.allocate(STATUS_BYTES, Long.BYTES);
      int result = (int) Calls.STATFS.invokeExact(state, name, found);
      if (result < 0 || found.get(ValueLayout.JAVA_LONG, 0) != TMPFS_MAGIC) {
        return -1;
      }
      result = (int) Calls.STATX.invokeExact(state, AT_FDCWD, name, 0, STATX_BLOCKS, found);
      return result < 0 ? -1 : found.get(ValueLayout.JAVA_LONG, STATX_BLOCKS_AT) * SECTOR_BYTES;
    } catch (Throwable e) {
      throw callFailed("statx", e);
    }
  }

  /// Makes the pages from address (on a page) to address + length present.
  ///
  /// @param advice one of the two `MADV_POPULATE_*`
  static int populate(long address, long length, int advice) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(State.LAYOUT);
      MemorySegment start = MemorySegment.ofAddress(address);
      int result = (int) MemoryCalls.MADVISE.invokeExact(state, start, length, advice);
      return result < 0 ? errno(state) : 0;
    } catch (Throwable e) {
      throw callFailed("madvise", e);
    }
  }

  /// The bytes of the path as the file system has them, whatever the locale.
  private static MemorySegment name(Path file, Arena arena) {
    String escaped = file.toAbsolutePath().toUri().getRawPath().replace("+", "%2B");
    String raw = URLDecoder.decode(escaped, StandardCharsets.ISO_8859_1);
    return arena.allocateFrom(raw, StandardCharsets.ISO_8859_1);
  }

  private static int errno(MemorySegment state) {
    return (int) State.ERRNO.get(state, 0L);
  }

  /// A method handle declares Throwable; none of these can throw but for a defect, or for want of
  /// memory.
  private static IllegalStateException callFailed(String call, Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return new IllegalStateException("call to the C library failed: call=" + call, e);
  }

  private static MethodHandle bind(
      String name, FunctionDescriptor signature, Linker.Option... options) {
    Linker.Option[] all = Arrays.copyOf(options, options.length + 1);
    all[options.length] = Linker.Option.captureCallState("errno");
    return LINKER.downcallHandle(LIBRARY.findOrThrow(name), signature, all);
  }

  /// Bound on first use, so that [#PRESENT] can be asked anywhere.
  private static final class Calls {
    static final MethodHandle OPEN =
        bind(
            "open",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
            Linker.Option.firstVariadicArg(2));
    static final MethodHandle CLOSE =
        bind("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    static final MethodHandle LSEEK =
        bind(
            "lseek",
            FunctionDescriptor.of(
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT));
    static final MethodHandle STATFS =
        bind(
            "statfs",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
    static final MethodHandle STATX =
        bind(
            "statx",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS));
    static final MethodHandle FALLOCATE =
        bind(
            "fallocate",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG));
  }

  /// Where a call leaves its error number.
  private static final class State {
    static final StructLayout LAYOUT = Linker.Option.captureStateLayout();
    static final VarHandle ERRNO = LAYOUT.varHandle(PathElement.groupElement("errno"));
  }

  /// Apart from the others: to bind a call takes some 10 ms in a young process, and a worker that
  /// gets its first tile needs only this one.
  private static final class MemoryCalls {
    static final MethodHandle MADVISE =
        bind(
            "madvise",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT));
  }
}
