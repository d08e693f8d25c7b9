package io.phalanx.coordinator.messages;

import io.phalanx.coordinator.desk.Answers;
import io.phalanx.coordinator.desk.LateOpening;
import io.phalanx.coordinator.schedule.WorkerRef;
import io.phalanx.coordinator.tasks.LostAttempt;
import io.phalanx.coordinator.tasks.TaskCrew;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.ClusterSettings;
import io.phalanx.shared.config.Folders;
import io.phalanx.shared.config.ProcessIdentity;
import io.phalanx.shared.counters.CounterFile;
import io.phalanx.shared.protocol.Envelope;
import io.phalanx.shared.protocol.Message.Reply;
import io.phalanx.shared.protocol.Message.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/// Lets clients in to the message bus.
///
/// What is written down is read once the first client comes. The coordinator's thread owns it.
public final class MessageDesk implements AutoCloseable {
  private final ClusterDirectory directory;
  private final ClusterSettings settings;
  private final CounterFile counters;
  private final TaskCrew crew;
  private final Answers answers;
  private final LateOpening<MessageLog> opening;
  private @Nullable MessageFloor floor;
  private @Nullable String closedFor;

  /// Read by the thread that reads what is written down.
  private volatile int workers;

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
    this.workers = crew.size();
    this.opening =
        new LateOpening<>("messages", this::openLog, counters.coordinatorBell()::ring, answers);
  }

  /// Goes on with what an earlier coordinator left, if it left anything.
  public void takeOver() {
    if (Files.isDirectory(directory.messageLog())) {
      opening.begin();
    }
  }

  /// Answers a [Request.OpenLane], now or once what is written down has been read.
  public void onRequest(Envelope envelope) {
    if (floor == null) {
      opening.begin(envelope);
    } else {
      answer(floor, envelope);
    }
  }

  /// One turn.
  ///
  /// @return how much was done
  public int advance() {
    int workCount = opening.finish(this::onOpened, this::onRequest);
    return floor == null ? workCount : workCount + floor.advance(System.currentTimeMillis());
  }

  /// True if every message was acknowledged.
  public boolean isIdle() {
    return !opening.isUnderWay() && (floor == null || floor.isQuiet());
  }

  /// True if a client is connected.
  public boolean isUsed() {
    return opening.isUnderWay() || (floor != null && floor.isUsed());
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

  /// There are more workers from now on, or fewer: then those that are too many get no further
  /// message, and what waits for them alone goes to others.
  public void resize() {
    workers = crew.size();
    if (floor != null) {
      floor.resize();
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
    opening.abandon();
    if (floor != null) {
      floor.close();
    }
  }

  private MessageLog openLog() {
    try {
      Folders.delete(directory.messageLanes()); // a dead coordinator's
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove old lanes: cause=" + e, e);
    }
    return MessageLog.open(directory, workers);
  }

  private void onOpened(MessageLog log) {
    MessageFloor opened = new MessageFloor(directory, settings, counters, crew, log);
    floor = opened;
    if (closedFor != null) {
      opened.close(closedFor);
    }
  }

  private void answer(MessageFloor open, Envelope envelope) {
    answers.answer(
        envelope,
        () -> {
          if (!(envelope.message() instanceof Request.OpenLane(var pid, var start))) {
            throw new IllegalArgumentException("no request of messages: " + envelope.message());
          }
          return new Reply.LaneOpened(open.openLane(new ProcessIdentity(pid, start)));
        });
  }
}
