package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.api.JobSession;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Whether somebody still waits for a job: a served caller may have gone, this process may be told
/// to end (Ctrl-C). The process then ends once the job has, or soon.
///
/// A cluster that lives as long as the command ends with it, and needs no such care.
final class Abandonment implements AutoCloseable {
  /// How long the end of the process waits for the end of the job.
  private static final long CANCEL_MS = 5_000;

  private final Caller caller;
  private final CountDownLatch ended = new CountDownLatch(1);
  private @Nullable Thread hook;
  private volatile boolean told;
  private boolean seen;

  private Abandonment(Caller caller) {
    this.caller = caller;
  }

  static Abandonment watch(Caller caller, JobSession session) {
    Abandonment abandonment = new Abandonment(caller);
    if (caller.cluster() == null && !session.isOwn()) {
      Thread hook = Thread.ofPlatform().name("abandon").unstarted(abandonment::abandon);
      abandonment.hook = hook;
      Runtime.getRuntime().addShutdownHook(hook);
    }
    return abandonment;
  }

  /// True the first time it is asked after the job was abandoned.
  boolean isNew() {
    boolean first = !seen && (told || caller.isGone());
    seen |= first;
    return first;
  }

  private void abandon() {
    told = true;
    try {
      ended.await(CANCEL_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    ended.countDown();
    if (hook != null && !told) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        told = true; // the process is ending already
      }
    }
  }
}
