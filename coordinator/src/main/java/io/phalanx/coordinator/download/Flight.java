package io.phalanx.coordinator.download;

import io.phalanx.coordinator.download.FetchQueue.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One download underway to all who ask for its address.
///
/// The downloader's lock guards it, but for the figures of its progress, which the thread that
/// fetches writes and anybody reads.
final class Flight {
  /// Somebody who waits for it.
  record Asker(DownloadRequest request, CompletableFuture<DownloadResult> answer) {}

  private final WebAddress address;
  private final List<Asker> askers = new ArrayList<>();
  private Place<Flight> place;
  private @Nullable Thread thread;
  private boolean begun;
  private boolean cancelled;
  private long startNs;
  private int attempts;
  private volatile long received;
  private volatile long expected = -1;

  /// @param sequence number of its first asker
  Flight(Asker first, long sequence) {
    address = first.request().address();
    askers.add(first);
    place = new Place<>(this, address.host(), first.request().priority(), sequence);
  }

  WebAddress address() {
    return address;
  }

  /// Where it is in the queue.
  Place<Flight> place() {
    return place;
  }

  /// Those who still want it.
  List<Asker> askers() {
    return askers.stream().filter(asker -> !asker.answer().isDone()).toList();
  }

  /// Takes in another asker.
  ///
  /// @param sequence the asker's number
  /// @return true if the flight has become more urgent
  boolean join(Asker asker, long sequence) {
    askers.add(asker);
    int priority = asker.request().priority();
    if (priority <= place.priority()) {
      return false;
    }
    place = new Place<>(this, address.host(), priority, sequence);
    return true;
  }

  /// An attempt begins on a thread.
  void begin(Thread attempt, long nowNs) {
    thread = attempt;
    if (!begun) {
      begun = true;
      startNs = nowNs;
    }
    attempts++;
    received = 0;
    expected = -1;
  }

  /// The attempt is over.
  void end() {
    thread = null;
  }

  /// Nobody wants it any more: an attempt underway is interrupted.
  void cancel() {
    cancelled = true;
    if (thread != null) {
      thread.interrupt();
    }
  }

  boolean isCancelled() {
    return cancelled;
  }

  boolean isBegun() {
    return begun;
  }

  long startNs() {
    return startNs;
  }

  int attempts() {
    return attempts;
  }

  /// The body begins.
  ///
  /// @param bytes its length; -1 if nobody knows
  void expect(long bytes) {
    received = 0;
    expected = bytes;
  }

  void receive(long bytes) {
    received = bytes;
  }

  DownloadProgress.Underway progress() {
    return new DownloadProgress.Underway(address, received, expected, Math.max(0, attempts - 1));
  }
}
