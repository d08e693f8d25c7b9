package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.download.DownloadRequest;
import io.phalanx.coordinator.download.DownloadResult;
import io.phalanx.coordinator.download.Downloader;
import io.phalanx.coordinator.download.DownloaderSettings;
import io.phalanx.coordinator.report.download.DownloadEnd;
import io.phalanx.coordinator.report.download.DownloadProgressLine;
import io.phalanx.shared.lifecycle.PhalanxException;
import io.phalanx.shared.lifecycle.ShutdownHook;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A downloader for one command: shows progress, complains about what fails as it fails, and closes
/// the cache in order when the process is told to end.
final class DownloadRun implements AutoCloseable {
  private static final long LOOK_MS = 100;

  private final Downloader downloader;
  private final DownloadProgressLine line;
  private final ShutdownHook hook;

  private DownloadRun(Downloader downloader, DownloadProgressLine line) {
    this.downloader = downloader;
    this.line = line;
    this.hook = new ShutdownHook("downloader", downloader::close);
  }

  static DownloadRun open(DownloaderSettings settings) {
    DownloadRun run = new DownloadRun(Downloader.open(settings), DownloadProgressLine.onStderr());
    run.hook.register();
    return run;
  }

  /// Downloads everything.
  ///
  /// @return how each ended, in the order of the requests
  List<DownloadEnd> all(List<DownloadRequest> requests) {
    long startNs = System.nanoTime();
    List<CompletableFuture<DownloadResult>> answers = new ArrayList<>();
    List<CompletableFuture<?>> told = new ArrayList<>();
    for (DownloadRequest request : requests) {
      CompletableFuture<DownloadResult> answer = downloader.submit(request);
      answers.add(answer);
      told.add(
          answer.handle((result, failure) -> {
            if (failure != null) {
              complain(failure);
            }
            return result;
          }));
    }
    CompletableFuture<?> last = CompletableFuture.allOf(told.toArray(CompletableFuture<?>[]::new));
    while (!isOver(last)) {
      int ended = (int) answers.stream().filter(CompletableFuture::isDone).count();
      line.show(downloader.progress(), ended, requests.size(), System.nanoTime() - startNs);
    }
    line.clear();
    List<DownloadEnd> ends = new ArrayList<>();
    for (int at = 0; at < requests.size(); at++) {
      ends.add(end(requests.get(at), answers.get(at)));
    }
    return ends;
  }

  /// Closes the cache.
  @Override
  public void close() {
    downloader.close();
    hook.close();
  }

  private synchronized void complain(Throwable failure) {
    line.say("phalanx: " + reason(failure));
  }

  private static boolean isOver(CompletableFuture<?> last) {
    try {
      last.get(LOOK_MS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    } catch (ExecutionException e) {
      throw new IllegalStateException("what was told cannot fail", e);
    }
  }

  private static DownloadEnd end(
      DownloadRequest request, CompletableFuture<DownloadResult> answer) {
    try {
      return new DownloadEnd(request, answer.join(), "");
    } catch (CompletionException e) {
      return new DownloadEnd(request, null, reason(e));
    }
  }

  private static String reason(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof PhalanxException
        ? String.valueOf(cause.getMessage()).replaceAll("\\s*\\R\\s*", " ")
        : cause.toString();
  }
}
