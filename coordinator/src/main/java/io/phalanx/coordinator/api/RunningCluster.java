package io.phalanx.coordinator.api;

import io.phalanx.coordinator.api.JobSession.Place;
import io.phalanx.coordinator.api.JobSession.Wishes;
import io.phalanx.shared.config.ClusterSettings;
import io.phalanx.shared.config.KeepAlive;
import io.phalanx.shared.config.OwnerMark;
import io.phalanx.shared.lifecycle.PhalanxException;
import io.phalanx.shared.lifecycle.PhalanxException.Category;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The cluster that a session has found running: whether it will do, and its end where it won't.
///
/// Only a cluster that is kept for the next run is ended; one that was started stays as it is.
///
/// @param place what the session wants
/// @param client the connection to what it has found
record RunningCluster(Place place, ClusterClient client) {
  private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(5);

  /// Finds out whether the session can use it, and renews the time that it is kept.
  ///
  /// @return false if it was ended instead
  /// @throws ClusterStoppingException if it is ending already
  boolean suits() {
    Wishes wishes = place.wishes();
    boolean kept = KeepAlive.read(client.directory().keepAlive()).isPresent();
    String difference = difference(wishes);
    if (difference != null && kept) {
      wishes.notes().accept("the kept cluster has " + difference + ": ended, a new one starts");
      client.stop(Long.MAX_VALUE);
      awaitEnd(Long.MAX_VALUE);
      return false;
    }
    renew(client, wishes);
    return true;
  }

  /// Renews the time that a cluster is kept, or says why that changes nothing.
  static void renew(ClusterClient client, Wishes wishes) {
    if (wishes.keepMs() == 0) {
      return;
    }
    if (KeepAlive.read(client.directory().keepAlive()).isPresent()) {
      client.keepAlive(wishes.keepMs());
    } else {
      wishes.notes().accept("keep-alive changes nothing: the cluster here was started otherwise");
    }
  }

  /// Waits until it has let go of the directory.
  void awaitEnd(long timeoutMs) {
    OwnerMark ending = client.owner();
    long beginNs = System.nanoTime();
    while (OwnerMark.read(client.directory().mark()).filter(ending::equals).isPresent()
        && ending.isAlive()) {
      if (TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beginNs) > timeoutMs) {
        throw new PhalanxException(
            Category.JOB,
            "the cluster does not end: pid="
                + ending.process().pid()
                + ", waitedMs="
                + timeoutMs
                + "; see phalanx status");
      }
      LockSupport.parkNanos(POLL_NS);
    }
  }

  /// In what it is not as wished; null if it is. Another build is none where it was not kept: who
  /// started it decides when to end it.
  private @Nullable String difference(Wishes wishes) {
    String build = place.distribution().build().toString();
    if (!client.owner().build().equals(build)) {
      return "another build (" + client.owner().build() + ", here " + build + ")";
    }
    return wishes.difference(ClusterSettings.read(client.directory().settings()));
  }
}
