package io.phalanx.coordinator.cli;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Whether anybody still reads what this process prints: a write would tell, but a command that
/// waits for news may have nothing to write for hours.
///
/// It asks poll(2), whose `struct pollfd` is the descriptor, the wanted and the returned events:
///
/// ```text
/// 0   4        6         8
/// |fd |events  |revents  |
/// ```
@SuppressWarnings("restricted") // one call to C, with the signature of its header
final class OutputPipe {
  private static final int STDOUT = 1;
  private static final int POLLFD_BYTES = 8;
  private static final int RETURNED_OFFSET = 6;
  private static final short POLLERR = 8;
  private static final short POLLNVAL = 32;

  private final ByteBuffer pollfd =
      ByteBuffer.allocateDirect(POLLFD_BYTES).order(ByteOrder.nativeOrder());
  private final MethodHandle poll;

  private OutputPipe(MethodHandle poll) {
    this.poll = poll;
  }

  /// The standard output of this process.
  static OutputPipe stdout() {
    Linker linker = Linker.nativeLinker();
    FunctionDescriptor signature =
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT);
    return new OutputPipe(
        linker.downcallHandle(linker.defaultLookup().findOrThrow("poll"), signature));
  }

  /// True once the reader has gone, or standard output is closed.
  boolean isClosed() {
    pollfd.putInt(0, STDOUT).putInt(Integer.BYTES, 0);
    try {
      int ready = (int) poll.invokeExact(MemorySegment.ofBuffer(pollfd), 1L, 0);
      return ready == 1 && (pollfd.getShort(RETURNED_OFFSET) & (POLLERR | POLLNVAL)) != 0;
    } catch (Throwable e) {
      throw new IllegalStateException("cannot call poll: cause=" + e, e);
    }
  }
}
