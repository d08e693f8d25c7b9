package io.phalanx.coordinator.messages;

import io.phalanx.shared.bus.MessageQueue;
import io.phalanx.shared.bus.MessageReceiver;
import io.phalanx.shared.bus.QueueVolumes;
import io.phalanx.shared.bus.VolumeSender;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.OwnerOnly;
import io.phalanx.shared.protocol.BusTalk.HandledBy;
import io.phalanx.shared.protocol.BusTalk.Log;
import io.phalanx.shared.protocol.Envelope;
import io.phalanx.shared.protocol.MessageLeft;
import io.phalanx.shared.protocol.MessageTaken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is written down of messages, so that whoever coordinates next knows them, and whoever
/// subscribes reads them. It survives every process.
///
/// The log is cut into volumes, a queue each. A new volume begins with what is not acknowledged, so
/// that the older ones are there for subscribers alone, and are deleted once all of these have read
/// them; the last one before the youngest is kept for those who look back.
///
/// Opened by one thread, then owned by the coordinator's.
final class MessageLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MessageLog.class);
  private static final int POLL_MAX = 1 << 16;

  /// Bytes of a volume at which the next one begins.
  private static final long VOLUME_BYTES = 4 << 20;

  /// Volumes that are kept though nobody needs them.
  private static final int VOLUMES_MIN = 2;

  /// Characters of payloads that go into one note, each of at most three bytes.
  private static final int NOTE_LENGTH_MAX = 256 << 10;

  private static final int NOTE_MESSAGES_MAX = 4096;

  private final QueueVolumes volumes;
  private final VolumeSender sender;
  private final Deque<Volume> held = new ArrayDeque<>();
  private final List<LiveMessage> left;
  private final int workers;
  private long volumeBytesMin = VOLUME_BYTES;
  private long lastId;

  private MessageLog(
      QueueVolumes volumes, VolumeSender sender, List<LiveMessage> left, int workers, long lastId) {
    this.volumes = volumes;
    this.sender = sender;
    this.left = left;
    this.workers = workers;
    this.lastId = lastId;
  }

  /// A volume and the last message before it.
  private record Volume(int number, long lastIdBefore) {}

  /// Reads what is written down, and begins a volume with what is not acknowledged.
  ///
  /// @param workers how many there are now
  /// @throws io.phalanx.shared.bus.BusException if it is damaged, or the disk is full
  static MessageLog open(ClusterDirectory directory, int workers) {
    QueueVolumes volumes = new QueueVolumes(directory.messageLog());
    try {
      OwnerOnly.createDirectories(volumes.folder());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot make the log of messages: folder=" + volumes.folder() + ", cause=" + e, e);
    }
    Reading reading = new Reading(workers);
    List<Integer> numbers = volumes.numbers();
    numbers.forEach(number -> reading.read(volumes, number));
    List<LiveMessage> left = reading.left();
    int number = numbers.isEmpty() ? 1 : numbers.getLast() + 1;
    VolumeSender sender = VolumeSender.open(volumes, Envelope.COORDINATOR, number);
    MessageLog log = new MessageLog(volumes, sender, left, workers, reading.lastId);
    numbers.forEach(older -> log.held.add(new Volume(older, 0)));
    log.begin(number, left);
    log.release(Long.MAX_VALUE);
    LOG.info("log of messages read: left={} lastId={}", left.size(), log.lastId);
    return log;
  }

  /// What the volumes say, oldest first.
  private static final class Reading {
    private final int workers;
    private final Map<Long, Unhandled> byId = new TreeMap<>();
    private long lastId;

    Reading(int workers) {
      this.workers = workers;
    }

    private record Unhandled(MessageLeft left, List<MessageLeft.Copy> copies) {}

    void read(QueueVolumes volumes, int number) {
      try (MessageQueue queue = MessageQueue.open(volumes.path(number))) {
        MessageReceiver receiver = queue.receiverFromStart();
        while (receiver.poll(this::onNote, POLL_MAX) > 0) {}
      }
    }

    private void onNote(Envelope envelope) {
      switch (envelope.message()) {
        case Log.Taken(var messages) -> messages.forEach(this::onTaken);
        case Log.Handled(var messages) -> messages.forEach(this::onHandled);
        case Log.Left(var last, var messages) -> {
          lastId = Math.max(lastId, last);
          messages.forEach(this::put);
        }
        default -> throw new IllegalStateException("not of the log: message=" + envelope.message());
      }
    }

    private void onTaken(MessageTaken taken) {
      lastId = Math.max(lastId, taken.message().id());
      LiveMessage live = LiveMessage.of(taken.message(), taken.jars(), taken.target(), workers);
      if (!live.copies().isEmpty()) {
        put(live.left());
      }
    }

    private void put(MessageLeft message) {
      byId.put(message.message().id(), new Unhandled(message, new ArrayList<>(message.copies())));
    }

    private void onHandled(HandledBy handled) {
      Unhandled message = byId.get(handled.id());
      if (message != null) {
        message.copies.removeIf(copy -> copy.target() == handled.target());
        if (message.copies.isEmpty()) {
          byId.remove(handled.id());
        }
      }
    }

    List<LiveMessage> left() {
      List<LiveMessage> left = new ArrayList<>();
      for (Unhandled message : byId.values()) {
        MessageLeft now =
            new MessageLeft(message.left.message(), message.left.jars(), message.copies);
        LiveMessage live = LiveMessage.left(now, workers);
        if (!live.copies().isEmpty()) {
          left.add(live);
        }
      }
      return left;
    }
  }

  /// What an earlier coordinator left.
  List<LiveMessage> left() {
    return left;
  }

  /// How many workers there were when it was opened, who are to have that.
  int workers() {
    return workers;
  }

  /// The id of the youngest message; 0 if there was none.
  long lastId() {
    return lastId;
  }

  /// The id of the next message.
  long nextId() {
    return ++lastId;
  }

  /// Gives ids back that were not written down.
  ///
  /// @param id the last one that was
  void takeBack(long id) {
    lastId = id;
  }

  /// The number of the youngest volume.
  int volume() {
    return sender.number();
  }

  /// Writes down that messages were taken in. Once this returns they outlive this process.
  ///
  /// @throws io.phalanx.shared.bus.BusException if the disk is full; nothing was written
  void takeNow(List<MessageTaken> messages) {
    sender.sendNow(new Log.Taken(messages), 0);
  }

  /// The same, now or once there is room on the disk.
  void take(List<MessageTaken> messages) {
    List<MessageTaken> note = new ArrayList<>();
    int length = 0;
    for (MessageTaken message : messages) {
      int payloadLength = message.message().payload().length();
      if (!note.isEmpty() && length + payloadLength > NOTE_LENGTH_MAX) {
        sender.post(new Log.Taken(note), 0);
        note.clear();
        length = 0;
      }
      note.add(message);
      length += payloadLength;
    }
    if (!note.isEmpty()) {
      sender.post(new Log.Taken(note), 0);
    }
  }

  /// Writes down that messages need no delivery any more, now or once there is room on the disk.
  void handled(List<HandledBy> messages) {
    for (int first = 0; first < messages.size(); first += NOTE_MESSAGES_MAX) {
      int limit = Math.min(messages.size(), first + NOTE_MESSAGES_MAX);
      sender.post(new Log.Handled(messages.subList(first, limit)), 0);
    }
  }

  int flush() {
    return sender.flush();
  }

  /// True while something waits for room on the disk.
  boolean isHolding() {
    return sender.isHolding();
  }

  /// Begins a volume if the youngest is full.
  ///
  /// @param live what is not acknowledged
  void turnOverIfFull(Collection<LiveMessage> live) {
    if (sender.bytes() >= volumeBytesMin && !sender.isHolding() && sender.turnOver()) {
      begin(sender.number(), live);
    }
  }

  private void begin(int number, Collection<LiveMessage> live) {
    held.add(new Volume(number, lastId));
    List<MessageLeft> note = new ArrayList<>();
    int length = 0;
    for (LiveMessage message : live) {
      if (length + message.length() > NOTE_LENGTH_MAX || note.size() == NOTE_MESSAGES_MAX) {
        sender.post(new Log.Left(lastId, note), 0);
        note.clear();
        length = 0;
      }
      note.add(message.left());
      length += message.length();
    }
    sender.post(new Log.Left(lastId, note), 0);
    volumeBytesMin = Math.max(VOLUME_BYTES, 2 * sender.bytes());
  }

  /// Deletes what nobody needs any more.
  ///
  /// @param readId what all subscribers have read
  void release(long readId) {
    while (held.size() > VOLUMES_MIN && !isHolding()) {
      Volume oldest = held.removeFirst();
      if (held.getFirst().lastIdBefore > readId) {
        held.addFirst(oldest);
        return;
      }
      volumes.delete(oldest.number);
    }
  }

  /// How many volumes are there for the sake of one who has read up to a message.
  int volumesBehind(long readId) {
    int count = 0;
    for (Volume volume : held) {
      count += volume.lastIdBefore > readId ? 1 : 0;
    }
    return count;
  }

  @Override
  public void close() {
    sender.close();
  }
}
