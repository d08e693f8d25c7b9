package io.phalanx.coordinator.messages;

import io.phalanx.coordinator.schedule.WorkerRef;
import io.phalanx.coordinator.tasks.LostAttempt;
import io.phalanx.coordinator.tasks.TaskCrew;
import io.phalanx.coordinator.tasks.TaskDesk.Answers;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.ClusterSettings;
import io.phalanx.shared.config.Folders;
import io.phalanx.shared.config.ProcessIdentity;
import io.phalanx.shared.counters.CounterFile;
import io.phalanx.shared.lifecycle.Background;
import io.phalanx.shared.protocol.Envelope;
import io.phalanx.shared.protocol.Message.Reply;
import io.phalanx.shared.protocol.Message.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets clients in to the message bus.
///
/// A cluster in which nobody sends a message pays nothing for the bus: what is written down is read
/// once the first client comes, on a thread of its own, while jobs go on and the client waits. The
/// coordinator's thread owns it.
public final class MessageDesk implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MessageDesk.class);

  private final ClusterDirectory directory;
  private final ClusterSettings settings;
  private final CounterFile counters;
  private final TaskCrew crew;
  private final Answers answers;
  private final List<Envelope> deferred = new ArrayList<>();
  private @Nullable CompletableFuture<MessageLog> opening;
  private @Nullable MessageFloor floor;
  private @Nullable String closedFor;

  public MessageDesk(
      ClusterDirectory directory,
      ClusterSettings settings,
      CounterFile counters,
      TaskCrew crew,
      Answers answers) {
    this.directory = directory;
    this.settings = settings;
    this.counters = counters;
    this.crew = crew;
    this.answers = answers;
  }

  /// Goes on with what an earlier coordinator left, if it left anything.
  public void takeOver() {
    if (Files.isDirectory(directory.messageLog())) {
      open();
    }
  }

  /// Answers a [Request.OpenLane], now or once what is written down has been read.
  public void onRequest(Envelope envelope) {
    if (floor == null) {
      open();
      deferred.add(envelope);
    } else {
      answer(floor, envelope);
    }
  }

  /// One turn.
  ///
  /// @return how much was done
  public int advance() {
    int workCount = opening == null ? 0 : finishOpening(opening);
    return floor == null ? workCount : workCount + floor.advance(System.currentTimeMillis());
  }

  /// True if every message was acknowledged.
  public boolean isIdle() {
    return opening == null && (floor == null || floor.isQuiet());
  }

  /// True if a client is connected.
  public boolean isUsed() {
    return opening != null || (floor != null && floor.isUsed());
  }

  /// Takes no further message in because the cluster stops.
  public void refuse(String reason) {
    closedFor = reason;
    if (floor != null) {
      floor.close(reason);
    }
  }

  public void onWorkerReady(WorkerRef worker) {
    if (floor != null) {
      floor.onWorkerReady(worker);
    }
  }

  /// A worker process has ended and was reaped.
  ///
  /// @param lost how; null where it was told to stop
  /// @return what it was doing, for people; null if that was no message
  public @Nullable String onWorkerLost(WorkerRef worker, @Nullable LostAttempt lost) {
    return floor == null ? null : floor.onWorkerLost(worker, lost);
  }

  @Override
  public void close() {
    if (opening != null) {
      try {
        opening.join().close();
      } catch (CompletionException e) {
        LOG.warn("log of messages cannot be read", e.getCause());
      }
    }
    if (floor != null) {
      floor.close();
    }
  }

  private void open() {
    if (opening == null && floor == null) {
      opening = Background.start("message-log", this::openLog, counters.coordinatorBell()::ring);
    }
  }

  private MessageLog openLog() {
    try {
      Folders.delete(directory.messageLanes()); // a dead coordinator's
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove old lanes: cause=" + e, e);
    }
    return MessageLog.open(directory, settings.workers());
  }

  private int finishOpening(CompletableFuture<MessageLog> read) {
    if (!read.isDone()) {
      return 0;
    }
    opening = null;
    List<Envelope> requests = List.copyOf(deferred);
    deferred.clear();
    try {
      MessageFloor opened = new MessageFloor(directory, settings, counters, crew, read.join());
      floor = opened;
      if (closedFor != null) {
        opened.close(closedFor);
      }
      requests.forEach(request -> answer(opened, request));
    } catch (RuntimeException e) {
      Throwable cause = e instanceof CompletionException ? e.getCause() : e;
      LOG.error("messages cannot be had: cause={}", String.valueOf(cause), cause);
      String reason = "messages cannot be had: cause=" + cause;
      requests.forEach(request ->
          answers.send(new Reply.RequestRefused(false, reason), request.correlationId()));
    }
    return 1;
  }

  private void answer(MessageFloor open, Envelope envelope) {
    Reply reply;
    try {
      if (!(envelope.message() instanceof Request.OpenLane(var pid, var start))) {
        throw new IllegalArgumentException("no request of messages: " + envelope.message());
      }
      reply = new Reply.LaneOpened(open.openLane(new ProcessIdentity(pid, start)));
    } catch (IllegalArgumentException e) {
      reply = new Reply.RequestRefused(true, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.warn("request refused: cause={}", e.toString());
      reply = new Reply.RequestRefused(false, String.valueOf(e.getMessage()));
    }
    answers.send(reply, envelope.correlationId());
  }
}
