package io.phalanx.shared.kernel;

import java.lang.foreign.MemorySegment;

/// All memory of the process as one segment, so that a kernel's inner loop works with plain
/// addresses.
///
/// Going through it drops the bounds and liveness checks of every access, which cost a third of the
/// speed in short kernels. The rules that make this safe: a kernel's public method checks the sizes
/// of the segments it was handed, takes their addresses with [#addressOf] and [#outputAddressOf],
/// hands them only to its own loops, keeps none after it returns, and its caller keeps the mapping
/// open meanwhile.
public final class Memory {
  /// Every address.
  @SuppressWarnings("restricted") // the one place; the class comment has the rules
  public static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private Memory() {}

  /// The address of a segment outside the Java heap.
  ///
  /// @throws IllegalArgumentException if the segment lies on the heap, where objects move
  /// @throws IllegalStateException if it is unmapped already
  public static long addressOf(MemorySegment segment) {
    if (!segment.isNative()) {
      throw new IllegalArgumentException(
          "kernels need memory outside the heap: segment=" + segment);
    }
    if (!segment.scope().isAlive()) {
      throw new IllegalStateException("memory is unmapped: segment=" + segment);
    }
    return segment.address();
  }

  /// The address of a segment outside the Java heap that is written.
  ///
  /// @throws IllegalArgumentException if the segment lies on the heap or is read-only: a store to a
  ///   read-only mapping would end the process
  /// @throws IllegalStateException if it is unmapped already
  public static long outputAddressOf(MemorySegment segment) {
    if (segment.isReadOnly()) {
      throw new IllegalArgumentException("output is read-only: segment=" + segment);
    }
    return addressOf(segment);
  }
}
