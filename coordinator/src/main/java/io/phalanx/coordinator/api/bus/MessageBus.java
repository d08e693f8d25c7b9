package io.phalanx.coordinator.api.bus;

import io.phalanx.coordinator.api.ClusterConnection;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.ProcessIdentity;
import io.phalanx.shared.lane.Lane;
import io.phalanx.shared.lane.RefusedException;
import io.phalanx.shared.lane.Waiting;
import io.phalanx.shared.lifecycle.PhalanxException;
import io.phalanx.shared.lifecycle.PhalanxException.Category;
import io.phalanx.shared.plugin.HandlerJars;
import io.phalanx.shared.protocol.BusMessage;
import io.phalanx.shared.protocol.BusTalk.Post;
import io.phalanx.shared.protocol.Envelope;
import io.phalanx.shared.protocol.KernelJarRef;
import io.phalanx.shared.protocol.Message.Reply;
import io.phalanx.shared.protocol.Message.Request;
import io.phalanx.shared.protocol.MessageDraft;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Messages to and from the workers of a running cluster, and everybody else who is connected to
/// it.
///
/// ```java
/// try (MessageBus bus = MessageBus.connect(directory).orElseThrow()) {
///   bus.subscribe(BusMessage.Type.BROADCAST, message -> System.out.println(message.payload()));
///   bus.publish(MessageDraft.of(BusMessage.Type.TASK, "{\"n\": 1}"));
///   BusMessage answer =
///       bus.request(MessageDraft.of(BusMessage.Type.REQUEST, "{}"), Duration.ofSeconds(5));
/// }
/// ```
///
/// A message is written down once the method that sends it returns, and is then delivered at least
/// once to the workers that are to get it, though this process, those workers and the coordinator
/// die. Messages to one worker come in the order in which they were taken in.
///
/// Any thread may use it, and several at a time. Handlers run on one thread of the bus, one message
/// after the other; a handler may send, and must not close the bus.
public final class MessageBus implements AutoCloseable {
  /// How long a message waits for whoever is full, unless [#waitingAtMost] says otherwise.
  public static final Duration WAIT = Duration.ofSeconds(5);

  private final ClusterConnection connection;
  private final Lane lane;
  private final ReentrantLock subscribing = new ReentrantLock();
  private @Nullable Subscriptions subscriptions;
  private volatile Duration wait = WAIT;
  private volatile List<KernelJarRef> jars = List.of();

  private MessageBus(ClusterConnection connection, Lane lane) {
    this.connection = connection;
    this.lane = lane;
  }

  /// Connects to the bus of a cluster; empty where none runs.
  ///
  /// @throws PhalanxException if the cluster refuses or dies
  public static Optional<MessageBus> connect(ClusterDirectory directory) {
    return ClusterConnection.open(directory).map(MessageBus::connect);
  }

  private static MessageBus connect(ClusterConnection connection) {
    boolean connected = false;
    try {
      ProcessIdentity self = ProcessIdentity.current();
      if (!(connection.ask(new Request.OpenLane(self.pid(), self.start()))
          instanceof Reply.LaneOpened(var name))) {
        throw new IllegalStateException("not an answer to the wish for a lane");
      }
      Lane lane =
          Lane.open(connection.directory(), name, Envelope.CLIENT, connection::ringCoordinator);
      connected = true;
      return new MessageBus(connection, lane);
    } finally {
      if (!connected) {
        connection.close();
      }
    }
  }

  /// Has messages wait no longer than this for whoever is full.
  public MessageBus waitingAtMost(Duration time) {
    wait = time;
    return this;
  }

  /// Has the message handlers of these jars act on what is sent from now on.
  ///
  /// @throws IllegalArgumentException if one is no readable jar, or none of them has a handler
  public MessageBus withHandlers(List<Path> paths) {
    jars = HandlerJars.look(paths);
    return this;
  }

  /// Sends a message to its target, and to everybody who subscribes to its type.
  ///
  /// @return its id
  /// @throws RefusedException if its target, or a subscriber, has no room for too long; it names
  ///   who, and how much waits there
  /// @throws IllegalArgumentException if there is no such worker
  /// @throws PhalanxException if the cluster refuses or dies; a message that was being sent may be
  ///   written down then
  public long publish(MessageDraft message) {
    return publish(List.of(message)).getFirst();
  }

  /// Sends messages, faster than one by one.
  ///
  /// @return their ids in the same order
  /// @throws RefusedException as for one; the first ones may be taken in, and it says which
  public List<Long> publish(List<MessageDraft> messages) {
    List<KernelJarRef> handlers = jars;
    List<MessageDraft> complete =
        handlers.isEmpty()
            ? messages
            : messages.stream().map(message -> message.withJars(handlers)).toList();
    return lane.publish(complete, wait.toMillis(), waiting());
  }

  /// Sends a message to one worker. If that dies before it has acknowledged it, another one gets
  /// it.
  ///
  /// @return its id
  /// @throws RefusedException if that worker, or a subscriber, has no room for too long
  public long send(int workerId, MessageDraft message) {
    if (workerId < 0) {
      throw new IllegalArgumentException("no such worker: worker=" + workerId);
    }
    return publish(message.to(workerId));
  }

  /// Sends a message to every worker: to one that is being replaced, as soon as it is back.
  ///
  /// @return its id
  /// @throws RefusedException if one of them, or a subscriber, has no room for too long
  public long broadcast(MessageDraft message) {
    return publish(message.to(MessageDraft.EVERY));
  }

  /// Asks the worker that has the least to do, or the one that the message is for.
  ///
  /// @param message of the type REQUEST
  /// @param timeout how long to wait for the answer
  /// @return the response
  /// @throws RequestFailedException if the handler threw, or no answer came in time; then the
  ///   request stays, and its response can be read from the bus
  /// @throws RefusedException if every worker has no room for too long
  public BusMessage request(MessageDraft message, Duration timeout) {
    if (message.type() != BusMessage.Type.REQUEST) {
      throw new IllegalArgumentException("not a request: type=" + message.type());
    }
    long id = lane.request(message.withJars(jars), wait.toMillis(), waiting());
    BusMessage response = lane.awaitResponse(id, timeout.toNanos(), waiting());
    if (response == null) {
      throw RequestFailedException.late(id, timeout);
    }
    if (response.failed()) {
      throw RequestFailedException.failed(response);
    }
    return response;
  }

  /// Has a handler told of every message of a type that is taken in from now on. What it throws is
  /// logged, and other handlers and messages go on; while it takes its time, whoever sends may have
  /// to wait.
  ///
  /// @throws PhalanxException if the cluster dies
  public void subscribe(BusMessage.Type type, Consumer<BusMessage> handler) {
    subscribing.lock();
    try {
      Subscriptions all = subscriptions;
      if (all == null) {
        all =
            Subscriptions.start(connection.directory(), lane, lane.subscribe(waiting()), waiting());
        subscriptions = all;
      }
      all.add(type, handler, lane.subscribe(waiting()).lastId());
    } finally {
      subscribing.unlock();
    }
  }

  /// Lets handlers deal with what was taken in until now, for ten seconds at most, and leaves.
  @Override
  public void close() {
    Subscriptions all = subscriptions;
    try {
      if (all != null && connection.isOwned()) {
        all.drain(lane.subscribe(waiting()).lastId());
      }
      if (connection.isOwned()) {
        lane.post(new Post.Leave());
      }
    } catch (PhalanxException e) {
      throw new PhalanxException(
          Category.JOB, "the bus was not left in order: cause=" + e.getMessage(), e);
    } finally {
      if (all != null) {
        all.close();
      }
      lane.close();
      connection.close();
    }
  }

  private Waiting waiting() {
    return connection.waiting();
  }
}
