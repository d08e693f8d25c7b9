package io.phalanx.coordinator.download;

import io.phalanx.coordinator.download.body.StorageException;
import java.io.IOException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Makes attempts under watch, and says what it means when one ends with an exception.
///
/// @param fetch what is done
/// @param limits of each download
/// @param timer looks whether there is progress
record Attempts(Fetch fetch, DownloadLimits limits, ScheduledExecutorService timer) {
  /// Makes an attempt on this thread, which may be interrupted.
  ///
  /// @throws AttemptFailedException if another one may do better
  /// @throws DownloadException if none will
  /// @throws StorageException if this machine's storage failed
  Arrival make(Flight flight) throws AttemptFailedException {
    long deadlineNs = flight.startNs() + TimeUnit.MILLISECONDS.toNanos(limits.timeoutMs());
    long stallNs = TimeUnit.MILLISECONDS.toNanos(limits.stallMs());
    try (Watch watch = Watch.start(timer, stallNs, deadlineNs)) {
      try {
        return fetch.attempt(flight, watch);
      } catch (IOException | InterruptedException | StorageException e) {
        throw interpreted(flight, watch.verdict(), e);
      }
    }
  }

  /// An interrupt shows as an exception of whatever the thread was in.
  private AttemptFailedException interpreted(Flight flight, Watch.Verdict verdict, Exception e) {
    if (verdict == Watch.Verdict.LATE) {
      throw new DownloadException(
          flight.address(),
          "not done in time: timeoutMs=" + limits.timeoutMs(),
          "allow more with --timeout",
          e);
    }
    if (verdict == Watch.Verdict.STALLED) {
      return new AttemptFailedException("no byte came: stallMs=" + limits.stallMs(), -1, e);
    }
    if (e instanceof StorageException failure && !flight.isCancelled()) {
      throw failure;
    }
    if (!(e instanceof IOException failure)) {
      throw new DownloadException(flight.address(), "it was given up", "ask again", e);
    }
    if (Network.isForGood(failure)) {
      throw new DownloadException(
          flight.address(), Network.reason(failure), "check the server's certificate", e);
    }
    return new AttemptFailedException(Network.reason(failure), -1, e);
  }
}
