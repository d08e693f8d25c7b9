package io.phalanx.shared.matrix;

import java.lang.foreign.MemorySegment;

/// Residency of mapped memory.
public final class Pages {
  /// Page size that addresses are rounded to. Larger pages are multiples of it.
  static final long PAGE_BYTES = 4096;

  private Pages() {}

  /// Makes mapped memory present and writable in this process at once, which costs a fraction of
  /// the page faults of touching it page by page (on ext4 a twentieth).
  ///
  /// Purely a matter of speed: the memory keeps what it holds. Each worker does it for its own
  /// rows.
  ///
  /// @param memory part of a mapping for [Access#READ_WRITE]
  /// @return false if the system cannot; then the first touch does it
  /// @throws IllegalArgumentException if the memory is read-only or on the heap
  public static boolean populateForWriting(MemorySegment memory) {
    if (memory.isReadOnly() || !memory.isNative()) {
      throw new IllegalArgumentException("memory cannot be populated: memory=" + memory);
    }
    if (!LinuxCalls.PRESENT || memory.byteSize() == 0) {
      return LinuxCalls.PRESENT;
    }
    // The mapping starts on a page, so its first page is never left by rounding down.
    long first = memory.address() & -PAGE_BYTES;
    long bytes = memory.address() + memory.byteSize() - first;
    return LinuxCalls.populateForWriting(first, bytes) == 0;
  }
}
