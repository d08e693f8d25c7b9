package io.phalanx.shared.sync;

import io.phalanx.shared.config.ProcessIdentity;
import io.phalanx.shared.lifecycle.Signals;
import io.phalanx.shared.sync.Participant.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A process as the others see it: a real one, which does nothing, in whose name threads of the
/// test take part. Such a thread stops at a step for good, and then the process is killed: so it is
/// killed between two instructions that the test chooses.
final class PlayedProcess implements AutoCloseable {
  private static final long SECONDS_MAX = 20;

  private final Process process;
  private final long word;
  private final CountDownLatch never = new CountDownLatch(1);
  private final CompletableFuture<Step> reached = new CompletableFuture<>();

  private PlayedProcess(Process process) {
    this.process = process;
    this.word = OwnerWord.of(ProcessIdentity.of(process.pid()));
  }

  static PlayedProcess start() {
    try {
      return new PlayedProcess(new ProcessBuilder("cat").start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long word() {
    return word;
  }

  /// Takes part in its name.
  ///
  /// @param last where its thread stops; null for never
  Participant participant(@Nullable Step last) {
    return new Participant(word, Nap.BEST, Participant.PATIENCE_NS, step -> stopAt(step, last));
  }

  private void stopAt(Step step, @Nullable Step last) {
    if (step == last) {
      reached.complete(step);
      try {
        never.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /// Does something on a thread of its own, which stops on the way.
  void doUntilItStops(Runnable work) {
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            work.run();
            reached.completeExceptionally(new AssertionError("never stopped"));
          } catch (Throwable e) {
            reached.completeExceptionally(e);
          }
        });
    reached.orTimeout(SECONDS_MAX, TimeUnit.SECONDS).join();
  }

  void stop() {
    Signals.send("STOP", process.pid());
  }

  void kill() {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
