package io.phalanx.coordinator.api;

import io.phalanx.shared.bus.MessageQueue;
import io.phalanx.shared.bus.MessageReceiver;
import io.phalanx.shared.bus.MessageSender;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.OwnerMark;
import io.phalanx.shared.counters.BellIdling;
import io.phalanx.shared.counters.CounterFile;
import io.phalanx.shared.lane.Waiting;
import io.phalanx.shared.lifecycle.PhalanxException;
import io.phalanx.shared.lifecycle.PhalanxException.Category;
import io.phalanx.shared.protocol.Envelope;
import io.phalanx.shared.protocol.Message.Reply;
import io.phalanx.shared.protocol.Message.Request;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// What a client and the coordinator of a directory hear each other through. One thread uses it.
public final class ClusterConnection implements AutoCloseable {
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
  public static Optional<ClusterConnection> open(ClusterDirectory directory) {
    return OwnerMark.ofLive(directory)
        .filter(owner -> Files.exists(directory.counters())) // or it is just ending
        .map(owner -> new ClusterConnection(directory, owner));
  }

  /// The cluster's directory.
  public ClusterDirectory directory() {
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

  /// Sends a request and waits for its answer, hearing no other.
  ///
  /// @throws IllegalArgumentException if the request was at fault
  /// @throws PhalanxException if it was refused otherwise, or the cluster dies
  public Reply ask(Request request) {
    List<Reply> answers = new ArrayList<>();
    long correlationId = send(request);
    Waiting waiting = waiting();
    while (answers.isEmpty()) {
      int workCount =
          poll(
              envelope -> {
                if (envelope.correlationId() == correlationId
                    && envelope.message() instanceof Reply reply) {
                  answers.add(reply);
                }
              },
              1);
      if (answers.isEmpty()) {
        waiting.idle(workCount);
      }
    }
    return granted(answers.getFirst());
  }

  /// Wakes the coordinator.
  public void ringCoordinator() {
    counters.coordinatorBell().ring();
  }

  /// How to wait for what the coordinator sends, by one thread; it throws once there is none any
  /// more.
  public Waiting waiting() {
    BellIdling idling = idling();
    return new Waiting() {
      private long ownerDueNs = System.nanoTime() + OWNER_CHECK_NS;
      private boolean owned = true;

      @Override
      public void idle(int workCount) {
        if (workCount == 0 && System.nanoTime() - ownerDueNs >= 0) {
          ownerDueNs = System.nanoTime() + OWNER_CHECK_NS;
          if (!owned) {
            throw gone();
          }
          owned = isOwned(); // what it said last is looked for once more
          if (!owned) {
            ownerDueNs = System.nanoTime();
            return;
          }
        }
        idling.idle(workCount);
      }
    };
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
  public boolean isOwned() {
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
