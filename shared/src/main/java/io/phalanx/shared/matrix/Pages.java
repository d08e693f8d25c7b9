package io.phalanx.shared.matrix;

import java.lang.foreign.MemorySegment;

/// Residency of mapped memory.
///
/// Populating is purely a matter of speed: the memory keeps what it holds, and where the system
/// cannot, the first touch of each page does it, at several times the cost.
public final class Pages {
  /// Page size that addresses are rounded to. Larger pages are multiples of it.
  static final long PAGE_BYTES = 4096;

  private Pages() {}

  /// Makes mapped memory present and writable in this process at once.
  ///
  /// @param memory part of a mapping for [Access#READ_WRITE]
  /// @return false if the system cannot
  /// @throws IllegalArgumentException if the memory is read-only or on the heap
  public static boolean populateForWriting(MemorySegment memory) {
    if (memory.isReadOnly()) {
      throw new IllegalArgumentException("memory is read-only: memory=" + memory);
    }
    return populate(memory, LinuxCalls.MADV_POPULATE_WRITE);
  }

  /// Makes mapped memory present and readable in this process at once. On a file system in memory
  /// that makes a mapping for [Access#READ_WRITE] writable as well, and faster.
  ///
  /// @return false if the system cannot
  /// @throws IllegalArgumentException if the memory is on the heap
  public static boolean populateForReading(MemorySegment memory) {
    return populate(memory, LinuxCalls.MADV_POPULATE_READ);
  }

  private static boolean populate(MemorySegment memory, int advice) {
    if (!memory.isNative()) {
      throw new IllegalArgumentException("memory cannot be populated: memory=" + memory);
    }
    if (!LinuxCalls.PRESENT || memory.byteSize() == 0) {
      return LinuxCalls.PRESENT;
    }
    // The mapping starts on a page, so its first page is never left by rounding down.
    long first = memory.address() & -PAGE_BYTES;
    long bytes = memory.address() + memory.byteSize() - first;
    return LinuxCalls.populate(first, bytes, advice) == 0;
  }
}
