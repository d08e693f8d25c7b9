package io.phalanx.coordinator.demo.gil;

import io.phalanx.coordinator.api.pool.TaskOutcome;
import io.phalanx.coordinator.api.pool.TaskPool;
import io.phalanx.shared.task.catalog.BoxedSum;
import java.io.IOException;
import java.util.Collections;
import java.util.concurrent.ExecutionException;

/// The work on threads of this process: a pool of them, or none beside the caller's.
///
/// @param way one thread or all of them
/// @param work what is done
/// @param pool runs the shares of several threads
record JvmThreads(Way way, GilWork work, TaskPool pool) implements Contestant {
  @Override
  public Lap run() throws IOException {
    long beginNs = System.nanoTime();
    long sum = way == Way.JVM_THREAD ? BoxedSum.of(work.times()) : together();
    return new Lap(System.nanoTime() - beginNs, sum);
  }

  private long together() throws IOException {
    try {
      long sum = 0;
      for (TaskOutcome<Long> share :
          pool.mapWithTimeout(
                  times -> () -> BoxedSum.of(times),
                  Collections.nCopies(work.threads(), work.share()),
                  TaskPool.UNLIMITED)
              .inInputOrder()) {
        sum += share.get();
      }
      return sum;
    } catch (ExecutionException e) {
      throw new IOException("a thread has failed: cause=" + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
