package io.phalanx.coordinator.placement;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteOrder;

/// Binds this thread to one processor until it is closed, by Linux's sched_setaffinity(2).
///
/// A process inherits the binding of the thread that starts it, and all its threads inherit that of
/// the process. So a worker is bound before its first instruction, the JVM's own threads too, and
/// no `taskset` must be there. `process reaper` threads, which Java may start with a process, are
/// bound as well, and only wait.
public final class Affinity implements AutoCloseable {
  /// Bytes of a mask, for 8192 processors: as many as any Linux is built for.
  private static final int MASK_BYTES = 1024;

  /// True on Linux, the only system that has the call.
  public static final boolean PRESENT =
      Linker.nativeLinker().defaultLookup().find("sched_setaffinity").isPresent();

  private final byte[] before;

  private Affinity(byte[] before) {
    this.before = before;
  }

  /// Binds this thread.
  ///
  /// @param cpu number of a processor
  /// @throws IllegalStateException if the kernel refuses: the processor is off, or was taken from
  ///   the control group
  public static Affinity bind(int cpu) {
    byte[] before = new byte[MASK_BYTES];
    if (call(Call.GET, before) < 0) {
      throw new IllegalStateException("the kernel does not tell the affinity of this thread");
    }
    byte[] mask = new byte[MASK_BYTES];
    mask[at(cpu)] = (byte) (1 << (cpu % Byte.SIZE));
    if (call(Call.SET, mask) != 0) {
      throw new IllegalStateException("the kernel refuses to bind to a processor: cpu=" + cpu);
    }
    return new Affinity(before);
  }

  /// The kernel's masks are words, least byte first on every processor that a JDK 25 runs on but
  /// one; there the bytes of a word run the other way.
  private static int at(int cpu) {
    int index = cpu / Byte.SIZE;
    boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    return little ? index : index ^ (Long.BYTES - 1);
  }

  /// Gives the thread the processors back that it had.
  @Override
  public void close() {
    if (call(Call.SET, before) != 0) {
      throw new IllegalStateException("the kernel refuses to give a thread its processors back");
    }
  }

  private static int call(MethodHandle call, byte[] mask) {
    try {
      return (int) call.invokeExact(0, (long) MASK_BYTES, MemorySegment.ofArray(mask));
    } catch (Throwable e) {
      throw new IllegalStateException("cannot call the C library: cause=" + e, e);
    }
  }

  /// Bound on first use, so that [#PRESENT] can be asked anywhere.
  @SuppressWarnings("restricted") // two calls to C, with the signatures of their manual page
  private static final class Call {
    static final MethodHandle GET = bind("sched_getaffinity");
    static final MethodHandle SET = bind("sched_setaffinity");

    private static MethodHandle bind(String name) {
      return Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow(name),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT,
                  ValueLayout.JAVA_INT,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.ADDRESS),
              Linker.Option.critical(true));
    }
  }
}
