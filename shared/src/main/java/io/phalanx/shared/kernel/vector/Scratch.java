package io.phalanx.shared.kernel.vector;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// A small block of memory outside the heap that one kernel owns.
///
/// It is freed when the kernel is no longer reachable, hence `Arena.ofAuto`: the exception from the
/// rule that arenas belong where files are mapped, since a kernel has no end of life of its own.
/// The kernel fences itself ([java.lang.ref.Reference#reachabilityFence]) after the last use of the
/// address.
public final class Scratch {
  private static final int CACHE_LINE = 64;

  private final MemorySegment memory;

  /// A zeroed block that starts at a cache line.
  public Scratch(long lengthBytes) {
    memory = Arena.ofAuto().allocate(lengthBytes, CACHE_LINE);
  }

  /// The block itself, which lives as long as the segment is reachable.
  public MemorySegment segment() {
    return memory;
  }

  /// Where the block starts.
  public long address() {
    return memory.address();
  }
}
