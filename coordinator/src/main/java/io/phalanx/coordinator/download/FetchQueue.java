package io.phalanx.coordinator.download;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Who is next: strictly by priority, at the same priority in order of submission, as far as the
/// limits in total and per host allow. An urgent one whose host is busy does not hold up a lesser
/// one of another host.
///
/// Pure, and not safe for use by several threads.
///
/// @param <T> what waits
final class FetchQueue<T> {
  /// The place of something in the queue.
  ///
  /// @param host it counts for
  /// @param priority the greater, the sooner
  /// @param sequence the smaller, the sooner, at the same priority; one of a kind
  record Place<T>(T item, String host, int priority, long sequence) {}

  /// Those of one host, and how many of them are underway.
  private static final class Host<T> {
    private final TreeSet<Place<T>> waiting = new TreeSet<>(FetchQueue.<T>mostUrgentFirst());
    private int running;
  }

  private final Map<String, Host<T>> hosts = new HashMap<>();
  private final int total;
  private final int perHost;
  private int running;

  FetchQueue(int total, int perHost) {
    this.total = total;
    this.perHost = perHost;
  }

  void add(Place<T> place) {
    hosts.computeIfAbsent(place.host(), name -> new Host<>()).waiting.add(place);
  }

  /// Takes something out that waits.
  ///
  /// @return false if it does not wait
  boolean remove(Place<T> place) {
    Host<T> host = hosts.get(place.host());
    boolean removed = host != null && host.waiting.remove(place);
    forgetIfIdle(place.host());
    return removed;
  }

  /// Takes the next one out, which then is underway until [#release].
  ///
  /// @return null if nothing may start now
  @Nullable Place<T> next() {
    if (running >= total) {
      return null;
    }
    Place<T> next = null;
    Host<T> nextHost = null;
    for (Host<T> host : hosts.values()) {
      if (host.running < perHost && !host.waiting.isEmpty()) {
        Place<T> first = host.waiting.first();
        if (next == null || FetchQueue.<T>mostUrgentFirst().compare(first, next) < 0) {
          next = first;
          nextHost = host;
        }
      }
    }
    if (next != null && nextHost != null) {
      nextHost.waiting.remove(next);
      nextHost.running++;
      running++;
    }
    return next;
  }

  /// One that was underway no longer is.
  void release(Place<T> place) {
    Host<T> host = hosts.get(place.host());
    if (host == null) {
      throw new IllegalStateException("not underway: host=" + place.host());
    }
    host.running--;
    running--;
    forgetIfIdle(place.host());
  }

  private void forgetIfIdle(String name) {
    Host<T> host = hosts.get(name);
    if (host != null && host.running == 0 && host.waiting.isEmpty()) {
      hosts.remove(name);
    }
  }

  private static <T> Comparator<Place<T>> mostUrgentFirst() {
    return Comparator.<Place<T>>comparingInt(Place::priority)
        .reversed()
        .thenComparingLong(Place::sequence);
  }
}
