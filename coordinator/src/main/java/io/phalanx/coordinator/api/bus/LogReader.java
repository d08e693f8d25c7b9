package io.phalanx.coordinator.api.bus;

import io.phalanx.shared.bus.QueueVolumes;
import io.phalanx.shared.bus.VolumeReceiver;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.protocol.BusMessage;
import io.phalanx.shared.protocol.BusTalk.Log;
import io.phalanx.shared.protocol.Envelope;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads what the bus has taken in, with or without a cluster that runs.
///
/// Nothing is kept for its sake: who reads more slowly than messages are forgotten learns from
/// their ids that some are missing. One thread uses it.
public final class LogReader implements AutoCloseable {
  private static final int NOTES_PER_POLL_MAX = 64;

  private final QueueVolumes volumes;
  private @Nullable VolumeReceiver receiver;
  private boolean fromStart;

  private LogReader(QueueVolumes volumes, boolean fromStart) {
    this.volumes = volumes;
    this.fromStart = fromStart;
  }

  /// A reader of all that is kept.
  public static LogReader fromStart(ClusterDirectory directory) {
    return new LogReader(new QueueVolumes(directory.messageLog()), true);
  }

  /// A reader of what is taken in from now on.
  public static LogReader fromEnd(ClusterDirectory directory) {
    LogReader reader = new LogReader(new QueueVolumes(directory.messageLog()), false);
    reader.open();
    VolumeReceiver opened = reader.receiver;
    while (opened != null && opened.poll(_ -> {}, NOTES_PER_POLL_MAX) > 0) {}
    reader.fromStart = true; // where there was nothing yet, all is from now on
    return reader;
  }

  /// A reader from a volume on.
  static LogReader from(ClusterDirectory directory, int volume) {
    QueueVolumes volumes = new QueueVolumes(directory.messageLog());
    LogReader reader = new LogReader(volumes, true);
    reader.receiver = VolumeReceiver.from(volumes, volume);
    return reader;
  }

  /// Hands the next messages over, if there are any; never waits.
  ///
  /// @return how much was read, which may hold no message
  public int poll(Consumer<BusMessage> reader) {
    if (receiver == null) {
      open();
    }
    VolumeReceiver open = receiver;
    return open == null ? 0 : open.poll(envelope -> onNote(envelope, reader), NOTES_PER_POLL_MAX);
  }

  private void open() {
    List<Integer> numbers = volumes.numbers();
    if (!numbers.isEmpty()) {
      receiver = VolumeReceiver.from(volumes, fromStart ? numbers.getFirst() : numbers.getLast());
    }
  }

  private static void onNote(Envelope envelope, Consumer<BusMessage> reader) {
    if (envelope.message() instanceof Log.Taken(var messages)) {
      messages.forEach(taken -> reader.accept(taken.message()));
    }
  }

  @Override
  public void close() {
    if (receiver != null) {
      receiver.close();
    }
  }
}
