package io.phalanx.coordinator.api.pool;

import io.phalanx.shared.protocol.TaskRecord;
import io.phalanx.shared.protocol.TaskRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A task of a pool of processes, and its future: the JSON that it returns.
final class ProcessTask extends CountedFuture<String> {
  /// The id of a task that no cluster has.
  static final long NO_ID = 0;

  private final ProcessTaskPool pool;
  private final TaskRequest request;
  private final Terms terms;

  /// What it was submitted together with.
  private final Object parcel;

  /// Written by the thread of the pool.
  private volatile long taskId = NO_ID;

  /// True once no worker is at it or will be, as far as the pool can know.
  private volatile boolean over;

  ProcessTask(ProcessTaskPool pool, TaskRequest request, Terms terms, Object parcel) {
    super(pool.tally());
    this.pool = pool;
    this.request = request;
    this.terms = terms;
    this.parcel = parcel;
  }

  TaskRequest request() {
    return request;
  }

  Object parcel() {
    return parcel;
  }

  /// A cluster has taken it in.
  void takenAs(long id) {
    taskId = id;
  }

  long taskId() {
    return taskId;
  }

  /// It has come to its end in the cluster.
  void end(TaskRecord ended) {
    over = true;
    switch (ended.state()) {
      case DONE -> {
        try {
          complete(result(ended.outcome()));
        } catch (UncheckedIOException e) {
          completeExceptionally(e);
        }
      }
      case TIMED_OUT -> completeExceptionally(new TaskTimeoutException(terms.timeout()));
      case CANCELLED -> cancel(false); // by somebody else, or else it is cancelled already
      case FAILED, QUARANTINED -> completeExceptionally(new TaskFailedException(ended));
      case QUEUED, RUNNING -> throw new IllegalStateException("not at its end: task=" + ended);
    }
  }

  /// The pool has no more to do with it.
  void lose(Exception cause) {
    over = true;
    completeExceptionally(cause);
  }

  /// Whether the cluster goes on with it although its future has an outcome.
  boolean isStillBusy() {
    return taskId != NO_ID && isDecided() && !over;
  }

  @Override
  boolean isOfPool() {
    return true;
  }

  @Override
  void onCancelled(boolean mayInterrupt) {
    pool.withdraw(this, mayInterrupt);
  }

  private static String result(TaskRecord.Outcome outcome) {
    String file = outcome.resultFile();
    if (file == null) {
      return String.valueOf(outcome.result());
    }
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read a result: file=" + file + ", cause=" + e, e);
    }
  }
}
