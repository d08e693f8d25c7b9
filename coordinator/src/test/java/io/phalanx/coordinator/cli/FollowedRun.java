package io.phalanx.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// A command that goes on beside the test until it is closed.
final class FollowedRun implements AutoCloseable {
  private static final long DEADLINE_NS = TimeUnit.SECONDS.toNanos(30);
  private static final int RUNNING = -1;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final StringWriter err = new StringWriter();
  private final AtomicInteger exitCode = new AtomicInteger(RUNNING);
  private final Thread thread;

  FollowedRun(Object... args) {
    String[] words = Arrays.stream(args).map(Object::toString).toArray(String[]::new);
    thread =
        Thread.ofPlatform()
            .start(() -> exitCode.set(PhalanxCli.execute(out, new PrintWriter(err, true), words)));
  }

  /// Waits until it has printed this, and nothing else.
  void awaitOut(String text) {
    long deadlineNs = System.nanoTime() + DEADLINE_NS;
    while (!out().equals(text) && System.nanoTime() - deadlineNs < 0 && thread.isAlive()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    assertThat(out()).isEqualTo(text);
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(TimeUnit.NANOSECONDS.toMillis(DEADLINE_NS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    assertThat(err.toString()).isEmpty();
    assertThat(exitCode).hasValue(PhalanxCli.DONE);
  }

  private String out() {
    return out.toString(System.out.charset());
  }
}
