package io.phalanx.coordinator.api.bus;

import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.lane.Lane;
import io.phalanx.shared.lane.Waiting;
import io.phalanx.shared.protocol.BusMessage;
import io.phalanx.shared.protocol.BusTalk.Mail;
import io.phalanx.shared.protocol.BusTalk.Post;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a client subscribes to, and the thread that reads it and tells its handlers.
final class Subscriptions implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);

  /// Messages after which the coordinator is told that they are read.
  private static final int TOLD_PER_MESSAGES = 256;

  private static final long DRAIN_NS = TimeUnit.SECONDS.toNanos(10);
  private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long STOP_MS = 1_000;

  private final Lane lane;
  private final LogReader reader;
  private final Waiting waiting;
  private final List<Subscription> all = new CopyOnWriteArrayList<>();
  private final Thread thread;
  private long toldId;
  private volatile long readId;
  private volatile boolean stopped;

  private Subscriptions(Lane lane, LogReader reader, Waiting waiting, long lastId) {
    this.lane = lane;
    this.reader = reader;
    this.waiting = waiting;
    this.toldId = lastId;
    this.readId = lastId;
    this.thread = Thread.ofPlatform().daemon().name("bus-subscriptions").unstarted(this::run);
  }

  private record Subscription(BusMessage.Type type, Consumer<BusMessage> handler, long afterId) {}

  static Subscriptions start(
      ClusterDirectory directory, Lane lane, Mail.Subscribed since, Waiting waiting) {
    LogReader reader = LogReader.from(directory, since.volume());
    Subscriptions subscriptions = new Subscriptions(lane, reader, waiting, since.lastId());
    subscriptions.thread.start();
    return subscriptions;
  }

  /// @param afterId the last message that the handler is not told of
  void add(BusMessage.Type type, Consumer<BusMessage> handler, long afterId) {
    all.add(new Subscription(type, handler, afterId));
  }

  /// Waits until handlers have been told of all up to a message, for some seconds at most.
  void drain(long lastId) {
    long deadlineNs = System.nanoTime() + DRAIN_NS;
    while (readId < lastId && thread.isAlive() && deadlineNs - System.nanoTime() > 0) {
      LockSupport.parkNanos(POLL_NS);
    }
    if (readId < lastId) {
      LOG.warn(
          "handlers are behind, leaving all the same: readUpTo={} last={}",
          BusMessage.idText(readId),
          BusMessage.idText(lastId));
    }
  }

  private void run() {
    try (reader) {
      while (!stopped) {
        int workCount = reader.poll(this::onMessage);
        if (workCount == 0 && toldId != readId) {
          tell();
        }
        waiting.idle(workCount);
      }
    } catch (Throwable e) { // nobody else sees it
      LOG.error("reading the bus failed: readUpTo={}", BusMessage.idText(readId), e);
    }
  }

  private void onMessage(BusMessage message) {
    if (stopped || message.id() <= readId) {
      return;
    }
    for (Subscription subscription : all) {
      if (subscription.type == message.type() && message.id() > subscription.afterId) {
        try {
          subscription.handler.accept(message);
        } catch (Exception | Error e) { // a handler of a user throws anything
          LOG.error(
              "handler failed: message={} type={}",
              BusMessage.idText(message.id()),
              message.type(),
              e);
        }
      }
    }
    readId = message.id();
    if (readId - toldId >= TOLD_PER_MESSAGES) {
      tell();
    }
  }

  private void tell() {
    toldId = readId;
    lane.post(new Post.Read(toldId));
  }

  @Override
  public void close() {
    stopped = true;
    try {
      thread.join(STOP_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
