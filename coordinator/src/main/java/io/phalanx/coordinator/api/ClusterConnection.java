package io.phalanx.coordinator.api;

import io.phalanx.shared.bus.MessageQueue;
import io.phalanx.shared.bus.MessageReceiver;
import io.phalanx.shared.bus.MessageSender;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.OwnerMark;
import io.phalanx.shared.counters.BellIdling;
import io.phalanx.shared.counters.CounterFile;
import io.phalanx.shared.lifecycle.PhalanxException;
import io.phalanx.shared.lifecycle.PhalanxException.Category;
import io.phalanx.shared.protocol.Envelope;
import io.phalanx.shared.protocol.Message.Reply;
import io.phalanx.shared.protocol.Message.Request;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// What a client and the coordinator of a directory hear each other through. One thread uses it.
final class ClusterConnection implements AutoCloseable {
  /// How often a waiting client makes sure that the coordinator lives.
  static final long OWNER_CHECK_NS = TimeUnit.MILLISECONDS.toNanos(200);

  /// How often it looks at the clock.
  private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(20);

  private final ClusterDirectory directory;
  private final OwnerMark owner;
  private final CounterFile counters;
  private final MessageQueue requestQueue;
  private final MessageQueue replyQueue;
  private final MessageSender requests;
  private final MessageReceiver replies;

  private ClusterConnection(ClusterDirectory directory, OwnerMark owner) {
    this.directory = directory;
    this.owner = owner;
    this.counters = CounterFile.open(directory.counters());
    this.replyQueue = MessageQueue.open(directory.replies());
    this.replies = replyQueue.receiverFromEnd();
    this.requestQueue = MessageQueue.open(directory.requests());
    this.requests = requestQueue.sender(Envelope.CLIENT);
  }

  /// Connects to the cluster of a directory; empty where none runs.
  static Optional<ClusterConnection> open(ClusterDirectory directory) {
    return OwnerMark.ofLive(directory)
        .filter(owner -> Files.exists(directory.counters())) // or it is just ending
        .map(owner -> new ClusterConnection(directory, owner));
  }

  ClusterDirectory directory() {
    return directory;
  }

  /// Who ran the cluster when this was opened.
  OwnerMark owner() {
    return owner;
  }

  /// Sends a request and wakes the coordinator.
  ///
  /// @return the correlation id of the answer
  long send(Request request) {
    long correlationId = ThreadLocalRandom.current().nextLong() | 1;
    requests.send(request, correlationId);
    counters.coordinatorBell().ring();
    return correlationId;
  }

  /// Hears replies, to whomever.
  ///
  /// @return how many
  int poll(Consumer<Envelope> listener, int countMax) {
    return replies.poll(listener, countMax);
  }

  /// How to wait for a reply.
  BellIdling idling() {
    return new BellIdling(counters.clientsBell(), LOOK_NS);
  }

  /// Wakes whoever waits for a reply, here and in other processes. Any thread may, unless this is
  /// closed.
  void wakeClients() {
    counters.clientsBell().ring();
  }

  /// The reply, if it grants what was asked.
  ///
  /// @throws IllegalArgumentException if the request was at fault
  /// @throws PhalanxException if it was refused otherwise
  static Reply granted(Reply reply) {
    if (reply instanceof Reply.RequestRefused refused) {
      if (refused.reason().equals(Reply.RequestRefused.STOPPING)) {
        throw new ClusterStoppingException(refused.reason());
      }
      throw refused.usage()
          ? new IllegalArgumentException(refused.reason())
          : new PhalanxException(Category.JOB, refused.reason());
    }
    return reply;
  }

  /// True while the coordinator lives. One inside this very process ends without it: then its mark
  /// goes.
  boolean isOwned() {
    return OwnerMark.read(directory.mark()).filter(owner::equals).isPresent() && owner.isAlive();
  }

  /// The failure of whatever has waited for a coordinator that is gone.
  ClusterGoneException gone() {
    return new ClusterGoneException(
        "the cluster is gone: directory="
            + directory.root()
            + ", pid="
            + owner.process().pid()
            + "; see "
            + directory.log("coordinator"));
  }

  @Override
  public void close() {
    requests.close();
    replies.close();
    requestQueue.close();
    replyQueue.close();
    counters.close();
  }
}
