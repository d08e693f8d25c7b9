/// Locks, row leases and counters in mapped files, for every process of a host.
///
/// **Who owns what is one word.** A process is written as 64 bits, its pid, its start time and two
/// flags ([OwnerWord]); a lock is taken, given up and taken from a dead owner by one
/// compare-and-set of the word that names the owner. There is no instruction between "taken" and
/// "the owner is known", so a process may be killed at any one of them: the word says either that
/// it owns the lock, and then the next taker gets it marked as inconsistent, or that it does not,
/// and then nothing has happened. A pid that is used again does not fool anybody, since the start
/// time differs, nor does a word from before the host was booted, since the boot is part of it.
///
/// **The queue only advises.** Who waits takes a ticket and a seat ([Waiters]); the lowest ticket
/// takes the lock next. But the word decides: a waiter that was killed or stopped in its seat is
/// passed over after some milliseconds, and each sleeps for 50 ms at most before it looks again, at
/// the lock and at whether its owner lives. So whatever is lost, a wake-up, a seat or a flag, costs
/// time and nothing else.
///
/// **Only the dead are robbed.** An owner counts as ended when the system is certain that it has,
/// with all its threads. One that is slow, stopped by a signal, or cannot be asked about keeps what
/// it has.
///
/// The processes must be of one host and see the same pids, not those of different containers.
@NullMarked
package io.phalanx.shared.sync;

import org.jspecify.annotations.NullMarked;
