package io.phalanx.shared.sync;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// In whose name a process takes part: itself, but for tests, which also play processes that have
/// ended.
///
/// @param word its [OwnerWord]
/// @param nap how it sleeps
/// @param patienceNs how long the first of a queue may leave a free lock lying before this one
///   takes it
/// @param probe told of each step, where tests stop it for good
record Participant(long word, Nap nap, long patienceNs, Consumer<Step> probe) {
  static final long PATIENCE_NS = TimeUnit.MILLISECONDS.toNanos(20);

  /// Between which instructions a process may be killed.
  enum Step {
    /// Has a seat, and no ticket yet.
    SEATED,
    /// Has a ticket.
    QUEUED,
    /// The word names it.
    TAKEN,
    /// The word names it, and it is out of the queue.
    LEFT_QUEUE,
    /// About to give up what it has.
    RELEASING,
    /// Has given up, and nobody is woken yet.
    RELEASED,
    /// A lease is written and has no owner yet.
    LEASE_WRITTEN,
    /// A lease waits for its turn.
    LEASE_WAITING,
    /// A lease is held.
    LEASE_HELD
  }

  /// This process.
  static Participant self() {
    return new Participant(OwnerWord.self(), Nap.BEST, PATIENCE_NS, Participant::passBy);
  }

  private static void passBy(Step step) {}

  void reach(Step step) {
    probe.accept(step);
  }
}
