package io.phalanx.shared.counters;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.TimeUnit;
import org.agrona.SystemUtil;

/// Linux's `futex(2)` on a word of mapped memory, shared by processes.
///
/// It stands behind [#PRESENT]: elsewhere its callers do without.
@SuppressWarnings("restricted") // one call to C, with the signature of its manual page
public final class Futex {
  private static final long NONE = -1;
  private static final long NUMBER = number();

  /// True where this class knows how to call the kernel.
  public static final boolean PRESENT = NUMBER != NONE;

  private static final long WAIT = 0;
  private static final long WAKE = 1;
  private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

  private Futex() {}

  /// Sleeps while the word at an address has a value, until it is woken, or the time is over. May
  /// wake early for no reason.
  public static void sleep(long address, int value, long timeoutNs) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment timeout = arena.allocate(ValueLayout.JAVA_LONG, 2);
      timeout.setAtIndex(ValueLayout.JAVA_LONG, 0, timeoutNs / SECOND_NS);
      timeout.setAtIndex(ValueLayout.JAVA_LONG, 1, timeoutNs % SECOND_NS);
      call(address, WAIT, value, timeout);
    }
  }

  /// Wakes everybody who sleeps at an address, in whatever process.
  public static void wake(long address) {
    call(address, WAKE, Integer.MAX_VALUE, MemorySegment.NULL);
  }

  /// What it returns says nothing that the caller does not look up in the word itself.
  private static void call(long address, long what, long value, MemorySegment timeout) {
    try {
      long ignored = (long) Call.HANDLE.invokeExact(NUMBER, address, what, value, timeout);
    } catch (Throwable e) {
      if (e instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException("call to the kernel failed: call=futex", e);
    }
  }

  /// The number of the system call, which glibc has no name for.
  private static long number() {
    if (!SystemUtil.isLinux()) {
      return NONE;
    }
    return switch (SystemUtil.osArch()) {
      case "amd64", "x86_64" -> 202;
      case "aarch64", "riscv64" -> 98;
      default -> NONE;
    };
  }

  /// Bound on first use: that takes tens of milliseconds, which a process that never sleeps saves.
  private static final class Call {
    static final MethodHandle HANDLE =
        Linker.nativeLinker()
            .downcallHandle(
                Linker.nativeLinker().defaultLookup().findOrThrow("syscall"),
                FunctionDescriptor.of(
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.ADDRESS),
                Linker.Option.firstVariadicArg(1));
  }
}
