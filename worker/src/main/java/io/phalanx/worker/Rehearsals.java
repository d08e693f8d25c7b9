package io.phalanx.worker;

import io.phalanx.shared.kernel.Kernel;
import io.phalanx.shared.kernel.Rehearsable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has the vector forms of kernels compiled on a thread beside the worker's own, one at a time.
///
/// To compile one keeps a core busy for most of a second. A job that is over sooner in the scalar
/// form must not pay for it: a rehearsal begins once a kernel has been wanted for a while, or when
/// the worker idles after it.
final class Rehearsals {
  private static final Logger LOG = LoggerFactory.getLogger(Rehearsals.class);

  /// A job that computes for longer is worth a rehearsal beside it.
  private static final long WORTH_NS = TimeUnit.MILLISECONDS.toNanos(300);

  /// Idleness after which a rehearsal disturbs nobody, the end of the process least of all.
  private static final long IDLE_NS = TimeUnit.MILLISECONDS.toNanos(100);

  /// An element in a compiled vector form; five times what any function needs, a tenth of what one
  /// needs that is not compiled.
  private static final long ELEMENT_NS_MAX = 15;

  /// Fast runs in a row that make a form ready.
  private static final int FAST_RUNS = 50;

  /// How long a rehearsal may take: where vectors never become fast, the scalar form stays.
  private static final long REHEARSAL_NS_MAX = TimeUnit.SECONDS.toNanos(20);

  private @Nullable Rehearsable wanted;
  private long wantedSinceNs;
  private long lastWorkNs;
  private @Nullable Thread running;

  /// A phase begins to compute with this kernel.
  void want(Kernel kernel, long nowNs) {
    lastWorkNs = nowNs;
    if (kernel instanceof Rehearsable rehearsable && !rehearsable.isRehearsed()) {
      if (wanted == null) {
        wantedSinceNs = nowNs;
      }
      wanted = rehearsable;
    }
  }

  /// A turn of the worker.
  void turn(boolean working, long nowNs) {
    Rehearsable next = wanted;
    if (next == null) {
      return;
    }
    if (working) {
      lastWorkNs = nowNs;
    }
    boolean due = working ? nowNs - wantedSinceNs > WORTH_NS : nowNs - lastWorkNs > IDLE_NS;
    if (due && (running == null || !running.isAlive())) {
      wanted = null;
      running = Thread.ofPlatform().daemon().name("rehearsal").start(() -> rehearse(next));
    }
  }

  private static void rehearse(Rehearsable kernel) {
    if (kernel.isRehearsed()) {
      return;
    }
    long startNs = System.nanoTime();
    int fast = 0;
    try {
      for (long ns = startNs; fast < FAST_RUNS && ns - startNs < REHEARSAL_NS_MAX; ) {
        kernel.rehearse();
        long runNs = System.nanoTime() - ns;
        ns += runNs;
        fast = runNs < ELEMENT_NS_MAX * Rehearsable.ELEMENTS ? fast + 1 : 0;
      }
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("no vector form: kernel={} cause={}", kernel, e.toString(), e);
      return;
    }
    if (fast == FAST_RUNS) {
      kernel.adopt();
    }
    LOG.info(
        "kernel rehearsed: ms={} fast={}",
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs),
        fast == FAST_RUNS);
  }
}
