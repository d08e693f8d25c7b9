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

  private static final Linker LINKER = Linker.nativeLinker();
  private static final SymbolLookup LIBRARY = LINKER.defaultLookup();

  /// True on Linux, the only system whose C library has `fallocate`.
  static final boolean PRESENT = LIBRARY.find("fallocate").isPresent();

  private LinuxCalls() {}

  /// Gives blocks to the bytes first to first + length of a file, which keep what they hold.
  static int fallocate(Path file, long first, long length) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(Calls.STATE);
      MemorySegment name = arena.allocateFrom(rawPath(file), StandardCharsets.ISO_8859_1);
      int descriptor = (int) Calls.OPEN.invokeExact(state, name, O_RDWR | O_CLOEXEC);
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

  /// True if every byte of a file has its block, or its page where the file system is in memory:
  /// there is no hole before its end.
  static boolean isWithoutHoles(Path file, long bytes) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(Calls.STATE);
      MemorySegment name = arena.allocateFrom(rawPath(file), StandardCharsets.ISO_8859_1);
      int descriptor = (int) Calls.OPEN.invokeExact(state, name, O_CLOEXEC);
      if (descriptor < 0) {
        return false;
      }
      long hole = (long) Calls.LSEEK.invokeExact(state, descriptor, 0L, SEEK_HOLE);
      int closed = (int) Calls.CLOSE.invokeExact(state, descriptor);
      return closed == 0 && hole >= bytes;
    } catch (Throwable e) {
      throw callFailed("lseek", e);
    }
  }

  /// Makes the pages from address (on a page) to address + length present.
  ///
  /// @param advice one of the two `MADV_POPULATE_*`
  static int populate(long address, long length, int advice) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(Calls.STATE);
      MemorySegment start = MemorySegment.ofAddress(address);
      int result = (int) Calls.MADVISE.invokeExact(state, start, length, advice);
      return result < 0 ? errno(state) : 0;
    } catch (Throwable e) {
      throw callFailed("madvise", e);
    }
  }

  /// The bytes of the path as the file system has them, one per character, whatever the locale.
  private static String rawPath(Path file) {
    String escaped = file.toAbsolutePath().toUri().getRawPath().replace("+", "%2B");
    return URLDecoder.decode(escaped, StandardCharsets.ISO_8859_1);
  }

  private static int errno(MemorySegment state) {
    return (int) Calls.ERRNO.get(state, 0L);
  }

  /// A method handle declares Throwable; none of these can throw but for a defect, or for want of
  /// memory.
  private static IllegalStateException callFailed(String call, Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return new IllegalStateException("call to the C library failed: call=" + call, e);
  }

  /// Bound on first use, so that [#PRESENT] can be asked anywhere.
  private static final class Calls {
    static final StructLayout STATE = Linker.Option.captureStateLayout();
    static final VarHandle ERRNO = STATE.varHandle(PathElement.groupElement("errno"));
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
    static final MethodHandle FALLOCATE =
        bind(
            "fallocate",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG));
    static final MethodHandle MADVISE =
        bind(
            "madvise",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT));

    private static MethodHandle bind(
        String name, FunctionDescriptor signature, Linker.Option... options) {
      Linker.Option[] all = Arrays.copyOf(options, options.length + 1);
      all[options.length] = Linker.Option.captureCallState("errno");
      return LINKER.downcallHandle(LIBRARY.findOrThrow(name), signature, all);
    }
  }
}
