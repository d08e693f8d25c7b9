package io.phalanx.shared.sync;

import io.phalanx.shared.config.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.UUID;

/// A process in 64 bits, so that one compare-and-set takes something in its name.
///
/// ```text
/// 63       42 41         2 1     0
/// | pid      | start      | flags |
/// ```
///
/// The pid of Linux has 22 bits. The start time in clock ticks since boot has fewer than 40; it is
/// mixed with the identity of the boot, so that a file which outlived a reboot names nobody of
/// today. Elsewhere it is the lower 40 bits of the ms since 1970. What the flags mean is up to who
/// keeps the word; a word without a pid has no owner.
final class OwnerWord {
  /// Nobody's, no flag.
  static final long FREE = 0;

  /// The flags.
  static final long FLAGS = 3;

  private static final int PID_SHIFT = 42;
  private static final int START_SHIFT = 2;
  private static final long START_MASK = (1L << (PID_SHIFT - START_SHIFT)) - 1;
  private static final long PID_MAX = -1L >>> PID_SHIFT;
  private static final long BOOT = boot();

  private OwnerWord() {}

  /// The word of a process, no flag set.
  static long of(ProcessIdentity process) {
    if (process.pid() <= 0 || process.pid() > PID_MAX || process.start() == 0) {
      throw new IllegalStateException(
          "a process without identity: pid=" + process.pid() + ", start=" + process.start());
    }
    return process.pid() << PID_SHIFT | ((process.start() ^ BOOT) & START_MASK) << START_SHIFT;
  }

  /// The word of this process.
  static long self() {
    return Self.WORD;
  }

  /// True if the word names a process.
  static boolean isOwned(long word) {
    return word >>> PID_SHIFT != 0;
  }

  /// The pid in the word; 0 if it names no process.
  static long pid(long word) {
    return word >>> PID_SHIFT;
  }

  /// The word without its flags.
  static long owner(long word) {
    return word & ~FLAGS;
  }

  /// True if it is certain that the process of the word has ended. Asks the system, which takes
  /// some 20 µs.
  static boolean isDead(long word) {
    if (owner(word) == Self.WORD) {
      return false;
    }
    OptionalLong start = ProcessIdentity.knownStart(pid(word));
    return start.isPresent()
        && (start.getAsLong() == 0
            || of(new ProcessIdentity(pid(word), start.getAsLong())) != owner(word));
  }

  private static long boot() {
    Path file = Path.of("/proc/sys/kernel/random/boot_id");
    try {
      return UUID.fromString(Files.readString(file).strip()).getLeastSignificantBits();
    } catch (IOException | IllegalArgumentException e) {
      return 0; // elsewhere the start is a date, which a reboot does not repeat
    }
  }

  /// Apart, so that words can be looked at where this process has no identity.
  private static final class Self {
    static final long WORD = of(ProcessIdentity.current());
  }
}
