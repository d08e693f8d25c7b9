package io.phalanx.shared.sync;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/// A process that takes a lock and leases rows until its input ends, and checks that it is alone
/// with what they guard: run, and killed, by [SyncKillIT].
///
/// What is guarded says who is in: by the lock the first number of a file, by leases one number for
/// each row behind it. Whoever comes in finds 0 there, unless it was told of a death.
final class SyncProgram implements AutoCloseable {
  static final int ROWS = 64;
  static final long DATA_BYTES = 8L * (1 + ROWS);

  /// So long that all others come to wait meanwhile.
  private static final long LONG_TURN_NS = 200_000;

  private final SharedLock lock;
  private final RowLeases leases;
  private final SharedCounter violations;
  private final SharedCounter deaths;
  private final MemorySegment data;
  private final long pid = ProcessHandle.current().pid();

  private SyncProgram(Path folder) throws IOException {
    this.lock = SharedLock.open(folder.resolve("lock"));
    this.leases = RowLeases.open(folder.resolve("leases"), ROWS);
    this.violations = SharedCounter.open(folder.resolve("violations"));
    this.deaths = SharedCounter.open(folder.resolve("deaths"));
    this.data = map(folder.resolve("data"));
  }

  static MemorySegment map(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return channel.map(MapMode.READ_WRITE, 0, DATA_BYTES, Arena.global());
    }
  }

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    try (SyncProgram program = new SyncProgram(folder);
        SharedCounter turns = SharedCounter.open(folder.resolve("turns-" + args[2]))) {
      System.out.println("ready");
      if (args[1].equals("hold")) {
        program.hold();
      } else {
        program.hammer(turns, args[1].equals("all"));
      }
    }
  }

  private void hold() throws IOException {
    lock.lock();
    try (RowLease lease = leases.acquire(10, 20)) {
      System.out.println("held rows=" + lease.rows());
      while (System.in.read() >= 0) {}
    } finally {
      lock.unlock();
    }
  }

  private void hammer(SharedCounter turns, boolean leasing) throws IOException {
    Random random = new Random(pid);
    while (System.in.available() == 0) {
      underLock(leasing ? 0 : LONG_TURN_NS);
      if (leasing) {
        underLease(random.nextInt(ROWS), 1 + random.nextInt(ROWS / 4));
      }
      turns.add(1);
    }
  }

  private void underLock(long durationNs) {
    lock.lock();
    try {
      if (lock.isInconsistent()) {
        deaths.add(1);
        set(0, 0);
        lock.makeConsistent();
      }
      long startNs = System.nanoTime();
      do {
        beAlone(0, 1);
      } while (System.nanoTime() - startNs < durationNs);
    } finally {
      lock.unlock();
    }
  }

  private void underLease(int first, int rows) {
    try (RowLease lease = leases.acquire(first, Math.min(ROWS, first + rows))) {
      for (RowRange range : lease.inconsistent()) {
        deaths.add(1);
        for (long row = range.first(); row < range.limit(); row++) {
          set(1 + row, 0);
        }
      }
      if (lease.isInconsistent()) {
        lease.makeConsistent();
      }
      beAlone(1 + lease.rows().first(), 1 + lease.rows().limit());
    }
  }

  private void beAlone(long first, long limit) {
    for (long at = first; at < limit; at++) {
      violations.add(get(at) == 0 ? 0 : 1);
      set(at, pid);
    }
    for (long at = first; at < limit; at++) {
      violations.add(get(at) == pid ? 0 : 1);
      set(at, 0);
    }
  }

  private long get(long at) {
    return data.getAtIndex(ValueLayout.JAVA_LONG, at);
  }

  private void set(long at, long value) {
    data.setAtIndex(ValueLayout.JAVA_LONG, at, value);
  }

  @Override
  public void close() {
    lock.close();
    leases.close();
    violations.close();
    deaths.close();
  }
}
