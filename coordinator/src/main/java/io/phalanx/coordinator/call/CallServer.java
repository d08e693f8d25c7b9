package io.phalanx.coordinator.call;

import io.phalanx.shared.config.Folders;
import io.phalanx.shared.config.OwnerOnly;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves commands in the cluster's directory. Some booths are always free, each with a thread that
/// waits in it and costs nothing, since the system wakes it.
///
/// Where that is not possible (no FIFOs, a full disk) callers do without.
public final class CallServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CallServer.class);
  private static final int FREE_BOOTHS = 4;
  private static final int BOOTHS_MAX = 64;

  /// How long a caller that has taken a booth may take to speak: one that was killed never will.
  private static final long SPEAK_MS = 10_000;

  /// How long the end waits for callers to go: they have been told everything by then.
  private static final long CLOSE_MS = 5_000;

  /// How long a caller may miss that a signal has come: a shell that is struck just before it waits
  /// for an answer attends to it after that.
  private static final long PULSE_MS = 500;

  private final Path calls;
  private final CallHandler handler;
  private final ScheduledExecutorService pulses;
  private final List<Booth> free = new ArrayList<>();
  private int count;
  private int serving;
  private int number;
  private boolean closed;

  private CallServer(Path calls, CallHandler handler) {
    this.calls = calls;
    this.handler = handler;
    this.pulses =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("call-pulses").factory());
  }

  /// Begins to serve, once the handler is ready; returns before.
  ///
  /// @param calls the folder of the booths
  public static CallServer open(Path calls, CallHandler handler) {
    CallServer server = new CallServer(calls, handler);
    Thread.ofPlatform().daemon().name("calls").start(server::begin);
    return server;
  }

  private void begin() {
    try {
      handler.rehearse();
      openToCallers();
    } catch (IOException | RuntimeException e) {
      LOG.warn("commands are not served: folder={} cause={}", calls, e.toString(), e);
    }
  }

  private synchronized void openToCallers() throws IOException {
    if (!closed) {
      OwnerOnly.createDirectories(calls);
      addBooths(FREE_BOOTHS);
    }
  }

  /// @param wanted how many are to be free
  private synchronized void addBooths(int wanted) {
    while (!closed && count - serving < wanted && count < BOOTHS_MAX) {
      int next = number++;
      count++;
      Thread.ofPlatform().daemon().name("call-" + next).start(() -> attend(next));
    }
  }

  /// The life of a booth.
  private void attend(int boothNumber) {
    try {
      CallHandler.Prepared prepared = handler.prepare();
      try (Booth booth = Booth.open(calls, boothNumber)) {
        Optional<InputStream> in = awaitCaller(booth);
        if (in.isPresent()) {
          serve(booth, in.get(), prepared);
        }
      }
      wakeForsaken();
    } catch (IOException | RuntimeException e) {
      LOG.warn("a booth failed: folder={} cause={}", calls, e.toString(), e);
      return;
    } finally {
      leave();
    }
    addBooths(FREE_BOOTHS);
  }

  private Optional<InputStream> awaitCaller(Booth booth) throws IOException {
    synchronized (this) {
      if (closed) {
        return Optional.empty();
      }
      free.add(booth);
    }
    try {
      return booth.awaitCaller();
    } finally {
      synchronized (this) {
        free.remove(booth);
      }
    }
  }

  private void serve(Booth booth, InputStream in, CallHandler.Prepared prepared) {
    synchronized (this) {
      serving++;
      // Only where none is left: to make one takes a moment, which the caller can use better.
      addBooths(1);
    }
    try {
      converse(booth, in, prepared);
    } finally {
      synchronized (this) {
        serving--;
      }
    }
  }

  private synchronized void leave() {
    count--;
    notifyAll();
  }

  private void converse(Booth booth, InputStream said, CallHandler.Prepared prepared) {
    try (InputStream in = said) {
      Call call = Call.read(in);
      Answers answers = booth.answers();
      ServedCaller caller = new ServedCaller(call, answers.out(), answers.err());
      Thread watch =
          Thread.ofPlatform().daemon().name("caller-watch").start(() -> awaitGone(in, caller));
      answers.begin();
      answers.end(runWithPulse(prepared, caller, answers));
      watch.join();
    } catch (IOException e) {
      // It hears nothing more, and sees that by itself.
      LOG.info("caller gone: cause={}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int runWithPulse(CallHandler.Prepared prepared, ServedCaller caller, Answers answers)
      throws IOException {
    ScheduledFuture<?> pulse =
        pulses.scheduleWithFixedDelay(
            () -> repeatBegin(answers), PULSE_MS, PULSE_MS, TimeUnit.MILLISECONDS);
    try {
      return run(prepared, caller);
    } finally {
      pulse.cancel(false);
    }
  }

  private static void repeatBegin(Answers answers) {
    try {
      answers.begin();
    } catch (IOException e) {
      // Ends the repetition: the caller has gone, which is seen elsewhere.
      throw new UncheckedIOException(e);
    }
  }

  private static int run(CallHandler.Prepared prepared, ServedCaller caller) throws IOException {
    try {
      return prepared.run(caller);
    } catch (RuntimeException e) {
      LOG.error("command failed: words={} cause={}", caller.call().words(), e.toString(), e);
      String complaint = "phalanx: the command failed: cause=" + e + "; see phalanx logs\n";
      caller.err().write(complaint.getBytes(StandardCharsets.UTF_8));
      caller.err().flush();
      return 1;
    }
  }

  /// A caller says nothing more: what comes is its end.
  private static void awaitGone(InputStream in, ServedCaller caller) {
    try {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      LOG.debug("no more to be heard of a caller", e);
    }
    caller.leave();
  }

  /// Callers that were killed between two steps left booths taken.
  private synchronized void wakeForsaken() throws IOException {
    long nowMs = System.currentTimeMillis();
    for (Booth booth : free) {
      if (booth.takenAtMs().filter(takenAtMs -> nowMs - takenAtMs > SPEAK_MS).isPresent()) {
        booth.wake();
      }
    }
  }

  /// Takes no more calls, and waits a while for those that are being served.
  @Override
  public void close() {
    try {
      awaitNone();
      Folders.delete(calls);
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("left behind: folder={} cause={}", calls, e.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      pulses.shutdownNow();
    }
  }

  private synchronized void awaitNone() throws IOException, InterruptedException {
    closed = true;
    for (Booth booth : free) {
      booth.wake();
    }
    long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MS);
    long leftNs = deadlineNs - System.nanoTime();
    while (count > 0 && leftNs > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, leftNs);
      leftNs = deadlineNs - System.nanoTime();
    }
    if (count > 0) {
      LOG.warn("calls cut off: count={} waitedMs={}", count, CLOSE_MS);
    }
  }
}
