package io.phalanx.shared.sync;

import io.phalanx.shared.sync.SyncFile.Kind;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/// A lock in a mapped file, for the threads of all processes that open the file.
///
/// ```java
/// try (SharedLock lock = SharedLock.open(path)) {
///   lock.lock();
///   try {
///     if (lock.isInconsistent()) {
///       putInOrderWhatItGuards();
///       lock.makeConsistent();
///     }
///     ...
///   } finally {
///     lock.unlock();
///   }
/// }
/// ```
///
/// **Owner.** A thread of a process, known by pid and start time. It lets go through the instance
/// by which it took the lock. The lock is not reentrant: a thread that has it and asks again is
/// told so. A thread that ends without letting go leaves the lock taken while its process lives, as
/// it does a lock of the JDK.
///
/// **Death.** When the owner's process ends, however, the next taker gets the lock within some 50
/// ms, and [#isInconsistent] says so to it. It must put in order what the lock guards and call
/// [#makeConsistent]; if it lets go without, the lock is lost for good, and everybody, also who
/// waits already, gets an [UnrecoverableLockException]. A process that lives is never robbed,
/// however slow, and be it stopped by a signal.
///
/// **Order.** Threads get the lock in the order in which they asked for it. Only [#tryLock()] takes
/// it past those who wait, and so does anybody when the first in line leaves the free lock lying
/// for some milliseconds: it may be stopped. Up to 128 wait in order, others in none.
///
/// An interrupt ends [#lockInterruptibly] and the timed [#tryLock(long, TimeUnit)] within 50 ms.
/// Why it holds when processes are killed, at whatever instruction: see the package. Any thread may
/// use an instance; closing it is for when none does.
public final class SharedLock implements Lock, AutoCloseable {
  static final Kind KIND = new Kind("lock", 0x314B434C584C4850L, 1, LockCore.BYTES); // PHLXLCK1

  private final SyncFile file;
  private final LockCore core;

  private SharedLock(SyncFile file, Participant self) {
    this.file = file;
    this.core = new LockCore(file.content(), self, "file=" + file.path().toAbsolutePath());
  }

  /// Opens the lock of a file, which is made if there is none.
  ///
  /// @throws IllegalStateException if there is a file, but no lock of this version
  /// @throws PhalanxException if the file can be neither opened nor made
  public static SharedLock open(Path path) {
    return open(path, Participant.self());
  }

  static SharedLock open(Path path, Participant self) {
    return new SharedLock(SyncFile.open(path, KIND, 0), self);
  }

  /// Takes the lock, however long that takes; an interrupt does not end the wait.
  ///
  /// @throws UnrecoverableLockException if nobody can take it any more
  /// @throws IllegalStateException if this thread has it
  @Override
  public void lock() {
    core.lock();
  }

  @Override
  public void lockInterruptibly() throws InterruptedException {
    boolean ignored = lock(Long.MAX_VALUE);
  }

  /// Takes the lock if it is free or its owner is dead, past all who wait.
  @Override
  public boolean tryLock() {
    return core.tryLock();
  }

  @Override
  public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
    return lock(unit.toNanos(time));
  }

  private boolean lock(long timeoutNs) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return core.lock(Wait.of(timeoutNs));
  }

  /// True if the last owner died with the lock, and what it guards may be half changed.
  ///
  /// @throws IllegalMonitorStateException if this thread does not have the lock
  public boolean isInconsistent() {
    return core.isInconsistent();
  }

  /// Says that what the lock guards is in order again.
  ///
  /// @throws IllegalMonitorStateException if this thread does not have the lock
  /// @throws IllegalStateException if it is not inconsistent
  public void makeConsistent() {
    core.makeConsistent();
  }

  /// True if this thread has taken the lock through this instance.
  public boolean isHeldByCurrentThread() {
    return core.isHeld();
  }

  /// Lets go. If the lock is [inconsistent][#isInconsistent] it is lost for good.
  ///
  /// @throws IllegalMonitorStateException if this thread does not have the lock
  @Override
  public void unlock() {
    boolean ignored = core.unlock();
  }

  /// Lets go without a word on what the lock guards: if it is [inconsistent][#isInconsistent] it is
  /// so for the next taker too. For who cannot put it in order.
  ///
  /// @throws IllegalMonitorStateException if this thread does not have the lock
  public void handOn() {
    core.handOn();
  }

  /// There are none.
  ///
  /// @throws UnsupportedOperationException always
  @Override
  public Condition newCondition() {
    throw new UnsupportedOperationException("a shared lock has no conditions");
  }

  /// Unmaps the file, which stays. A lock that is held stays held until the process ends.
  @Override
  public void close() {
    file.close();
  }

  /// Who has the lock, as text for people.
  public String owner() {
    return core.state();
  }

  /// File and owner, for people.
  @Override
  public String toString() {
    return "SharedLock[file=" + file.path() + ", " + core.state() + "]";
  }
}
