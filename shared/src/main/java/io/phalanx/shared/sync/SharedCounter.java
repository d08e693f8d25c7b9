package io.phalanx.shared.sync;

import io.phalanx.shared.sync.SyncFile.Kind;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;

/// A whole number in a mapped file, to which the threads of all processes add, such as the progress
/// of work that they share.
///
/// Each addition is one atomic instruction, so none is lost or done half, whoever is killed. The
/// number outlives the processes; it does not outlive a loss of power. Any thread may use an
/// instance; closing it is for when none does.
public final class SharedCounter implements AutoCloseable {
  private static final Kind KIND = new Kind("counter", 0x31544E43584C4850L, 1, 64); // PHLXCNT1
  private static final VarHandle LONGS = ValueLayout.JAVA_LONG.varHandle();

  private final SyncFile file;
  private final MemorySegment content;

  private SharedCounter(SyncFile file) {
    this.file = file;
    this.content = file.content();
  }

  /// Opens the counter of a file, which is made, with 0 in it, if there is none.
  ///
  /// @throws IllegalStateException if there is a file, but no counter of this version
  /// @throws PhalanxException if the file can be neither opened nor made
  public static SharedCounter open(Path path) {
    return new SharedCounter(SyncFile.open(path, KIND, 0));
  }

  /// The number now.
  public long get() {
    return (long) LONGS.getVolatile(content, 0L);
  }

  /// Adds to the number.
  ///
  /// @param amount may be negative
  /// @return the number with this in it; it wraps around at 2^63
  public long add(long amount) {
    return (long) LONGS.getAndAdd(content, 0L, amount) + amount;
  }

  /// Sets the number.
  public void set(long value) {
    LONGS.setVolatile(content, 0L, value);
  }

  /// Unmaps the file, which stays.
  @Override
  public void close() {
    file.close();
  }
}
