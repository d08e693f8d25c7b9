package io.phalanx.coordinator.download;

import io.phalanx.coordinator.download.FetchQueue.Place;
import io.phalanx.coordinator.download.Flight.Asker;
import io.phalanx.coordinator.download.body.StorageException;
import io.phalanx.coordinator.download.cache.HttpCache;
import io.phalanx.shared.lifecycle.PhalanxException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Downloads files over HTTP/1.1 and HTTP/2.
///
/// ```java
/// try (Downloader downloader = Downloader.open(DownloaderSettings.defaults(cache))) {
///   var cat = downloader.submit(DownloadRequest.of("https://example.org/cat.png", folder));
///   var dog = downloader.submit(DownloadRequest.of("https://example.org/dog.png", folder));
///   System.out.println(cat.join().file() + " " + dog.join().content().image());
/// }
/// ```
///
/// A waiting urgent download starts before any lesser one that could start, those of the same
/// priority start in order of submission. Who asks for an address that is underway joins in: it is
/// fetched once, and everybody gets an own copy. A file appears under its name when it is whole. A
/// failure that may pass (5xx, 429, anything of the connection) is tried again, and takes no slot
/// while it waits for that.
///
/// Any thread may use it. An answer fails with [DownloadException] or [StorageException]. To cancel
/// an answer gives the download up, once nobody else waits for it.
public final class Downloader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Downloader.class);
  private static final Duration CONNECT_MAX = Duration.ofSeconds(10);
  private static final long END_WAIT_MS = 5_000;

  private final DownloaderSettings settings;
  private final Surroundings surroundings;
  private final HttpCache cache;
  private final HttpClient client;
  private final ScheduledThreadPoolExecutor timer;
  private final Attempts attempts;

  /// Guards all that follows.
  private final ReentrantLock lock = new ReentrantLock();

  private final FetchQueue<Flight> queue;
  private final Map<WebAddress, Flight> flights = new HashMap<>();
  private final Set<Thread> threads = new HashSet<>();
  private long sequence;
  private long endedBytes;
  private boolean closed;

  private Downloader(
      DownloaderSettings settings, Surroundings surroundings, HttpCache cache, HttpClient client) {
    this.settings = settings;
    this.surroundings = surroundings;
    this.cache = cache;
    this.client = client;
    queue = new FetchQueue<>(settings.slots().total(), settings.slots().perHost());
    timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("download-timer").factory());
    timer.setRemoveOnCancelPolicy(true);
    attempts =
        new Attempts(
            new Fetch(client, cache, settings.limits(), surroundings.clock()),
            settings.limits(),
            timer);
  }

  /// Opens a downloader and its cache.
  ///
  /// @throws StorageException if the cache's folder cannot be used
  public static Downloader open(DownloaderSettings settings) {
    return open(settings, Surroundings.real());
  }

  static Downloader open(DownloaderSettings settings, Surroundings surroundings) {
    long connectMs = Math.min(settings.limits().stallMs(), CONNECT_MAX.toMillis());
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_2)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofMillis(connectMs))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    HttpCache cache = HttpCache.open(settings.cache(), surroundings.clock());
    return new Downloader(settings, surroundings, cache, client);
  }

  /// Asks for a file.
  ///
  /// @throws IllegalStateException if the downloader is closed
  public CompletableFuture<DownloadResult> submit(DownloadRequest request) {
    Asker asker = new Asker(request, new CompletableFuture<>());
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the downloader is closed");
      }
      Flight flight = flights.get(request.address());
      if (flight == null || flight.isCancelled()) {
        Flight fresh = new Flight(asker, sequence++);
        flights.put(request.address(), fresh);
        queue.add(fresh.place());
      } else {
        join(flight, asker);
      }
      pump();
    } finally {
      lock.unlock();
    }
    CompletableFuture<?> _ =
        asker
            .answer()
            .whenComplete((result, failure) -> {
              if (failure instanceof CancellationException) {
                giveUpIfUnwanted(request.address());
              }
            });
    return asker.answer();
  }

  private void join(Flight flight, Asker asker) {
    Place<Flight> before = flight.place();
    if (flight.join(asker, sequence++) && queue.remove(before)) {
      queue.add(flight.place());
    }
  }

  /// How far all is.
  public DownloadProgress progress() {
    lock.lock();
    try {
      List<DownloadProgress.Underway> underway = new ArrayList<>();
      flights.values().stream()
          .filter(Flight::isBegun)
          .sorted(Comparator.comparingLong(Flight::startNs))
          .forEach(flight -> underway.add(flight.progress()));
      long bytes = endedBytes;
      for (DownloadProgress.Underway one : underway) {
        bytes += one.received();
      }
      return new DownloadProgress(underway, flights.size() - underway.size(), bytes);
    } finally {
      lock.unlock();
    }
  }

  /// Starts what may start. The lock is held.
  private void pump() {
    Place<Flight> place = closed ? null : queue.next();
    while (place != null) {
      Place<Flight> next = place;
      Thread thread = Thread.ofVirtual().name("download").unstarted(() -> run(next));
      threads.add(thread);
      next.item().begin(thread, System.nanoTime());
      thread.start();
      place = queue.next();
    }
  }

  /// One attempt and what follows from it, on a thread of its own.
  private void run(Place<Flight> place) {
    try {
      Arrival arrival = attempted(place);
      if (arrival != null) {
        Delivery.handOut(place.item(), landed(place, arrival), arrival);
      }
    } finally {
      lock.lock();
      try {
        threads.remove(Thread.currentThread());
      } finally {
        lock.unlock();
      }
    }
  }

  /// @return null if the attempt failed, and what follows from that is done
  private @Nullable Arrival attempted(Place<Flight> place) {
    Flight flight = place.item();
    try {
      return attempts.make(flight);
    } catch (AttemptFailedException e) {
      tryAgain(place, e);
    } catch (PhalanxException e) {
      fail(place, e);
    } catch (RuntimeException | Error e) {
      fail(place, new DownloadException(flight.address(), e.toString(), "report this", e));
    }
    return null;
  }

  /// The body is here: who asks from now on starts anew.
  private List<Asker> landed(Place<Flight> place, Arrival arrival) {
    lock.lock();
    try {
      endedBytes += arrival.source() == DownloadResult.Source.FETCHED ? bytes(arrival) : 0;
      return end(place);
    } finally {
      lock.unlock();
    }
  }

  private static long bytes(Arrival arrival) {
    return arrival.body().content().bytes();
  }

  private void fail(Place<Flight> place, PhalanxException failure) {
    List<Asker> askers;
    lock.lock();
    try {
      askers = end(place);
    } finally {
      lock.unlock();
    }
    LOG.info("download failed: {}", failure.getMessage());
    askers.forEach(asker -> asker.answer().completeExceptionally(failure));
  }

  /// Takes a flight off the list and frees its slot. The lock is held.
  ///
  /// @return those who still want it
  private List<Asker> end(Place<Flight> place) {
    queue.release(place);
    place.item().end();
    flights.remove(place.item().address(), place.item());
    pump();
    return place.item().askers();
  }

  private void tryAgain(Place<Flight> place, AttemptFailedException failure) {
    Flight flight = place.item();
    Backoff backoff = settings.backoff();
    long waitMs = failure.askedMs() >= 0 ? failure.askedMs() : drawnWaitMs(flight);
    long usedMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - flight.startNs());
    long leftMs = settings.limits().timeoutMs() - usedMs;
    if (flight.attempts() > backoff.retriesMax()) {
      String reason = failure.reason() + ", attempts=" + flight.attempts();
      String advice = "check the network and the server, or try again later";
      fail(place, new DownloadException(flight.address(), reason, advice, failure));
    } else if (waitMs >= leftMs) {
      String reason = failure.reason() + ", waitMs=" + waitMs + ", leftMs=" + Math.max(0, leftMs);
      String advice = "try again after that time, or allow more with --timeout";
      fail(place, new DownloadException(flight.address(), reason, advice, failure));
    } else {
      LOG.info("trying again: url={}, waitMs={}, {}", flight.address(), waitMs, failure.reason());
      pause(place, waitMs);
    }
  }

  /// Drawn under the lock: the source of chance is not safe for use by several threads.
  private long drawnWaitMs(Flight flight) {
    lock.lock();
    try {
      return settings.backoff().waitMs(flight.attempts(), surroundings.random());
    } finally {
      lock.unlock();
    }
  }

  /// Frees the slot until the wait is over. Then it has its place in the queue again.
  private void pause(Place<Flight> place, long waitMs) {
    lock.lock();
    try {
      queue.release(place);
      place.item().end();
      pump();
      if (closed) {
        return;
      }
    } finally {
      lock.unlock();
    }
    Future<?> _ = surroundings.delays().after(waitMs, () -> goOn(place.item()), timer);
  }

  private void goOn(Flight flight) {
    lock.lock();
    try {
      if (!closed && !flight.isCancelled()) {
        queue.add(flight.place());
        pump();
      }
    } finally {
      lock.unlock();
    }
  }

  private void giveUpIfUnwanted(WebAddress address) {
    lock.lock();
    try {
      Flight flight = flights.get(address);
      if (flight != null && flight.askers().isEmpty()) {
        flights.remove(address);
        queue.remove(flight.place());
        flight.cancel();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Gives up what is underway or waits, and closes the cache. Whoever wants an answer awaits it
  /// before.
  @Override
  public void close() {
    List<Flight> left;
    List<Thread> running;
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      left = List.copyOf(flights.values());
      running = List.copyOf(threads);
      left.forEach(Flight::cancel);
    } finally {
      lock.unlock();
    }
    running.forEach(Downloader::awaitEnd);
    for (Flight flight : left) {
      DownloadException failure =
          new DownloadException(flight.address(), "the downloader was closed", "ask again");
      flight.askers().forEach(asker -> asker.answer().completeExceptionally(failure));
    }
    timer.shutdownNow();
    client.shutdownNow();
    cache.close();
  }

  private static void awaitEnd(Thread thread) {
    try {
      if (thread != Thread.currentThread()) {
        thread.join(END_WAIT_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
