package io.phalanx.shared.bus;

import io.phalanx.shared.protocol.Envelope;
import java.nio.file.Files;
import java.util.function.Consumer;

/// Reads the queues of a folder, one after the other.
///
/// A queue is complete once the next one is there: what is then read to its end is left behind. Who
/// is overtaken by the deletion of queues goes on with the oldest that is there. One thread uses it
/// at a time, and says so by [#handOver] where another one is next.
public final class VolumeReceiver implements AutoCloseable {
  /// Looks without a find after which it makes sure that its queue was not deleted under it.
  private static final int LOOKS_MAX = 64;

  private final QueueVolumes volumes;
  private final boolean delete;
  private int number;
  private MessageQueue queue;
  private MessageReceiver receiver;
  private int looks;

  private VolumeReceiver(QueueVolumes volumes, boolean delete, int number, MessageQueue queue) {
    this.volumes = volumes;
    this.delete = delete;
    this.number = number;
    this.queue = queue;
    this.receiver = queue.receiverFromStart();
  }

  /// Reads all that there is from a queue on.
  public static VolumeReceiver from(QueueVolumes volumes, int number) {
    return new VolumeReceiver(volumes, false, number, MessageQueue.open(volumes.path(number)));
  }

  /// Reads all that there is as the only reader, and deletes each queue that it is done with.
  public static VolumeReceiver consumer(QueueVolumes volumes) {
    return new VolumeReceiver(volumes, true, 1, MessageQueue.open(volumes.path(1)));
  }

  /// Hands the next messages to the handler, if there are any; never waits.
  ///
  /// @param limit most messages to hand over
  /// @return how many were handed over
  /// @throws BusException if a queue is damaged
  public int poll(Consumer<Envelope> handler, int limit) {
    int count = receiver.poll(handler, limit);
    if (count > 0) {
      return count;
    }
    int next = next();
    if (next == number) {
      return 0;
    }
    count = receiver.poll(handler, limit); // what came between the last look and the next queue
    if (count > 0) {
      return count;
    }
    moveTo(next);
    return receiver.poll(handler, limit);
  }

  /// The number of the queue that is read.
  public int number() {
    return number;
  }

  private int next() {
    if (Files.exists(volumes.path(number + 1))) {
      return number + 1;
    }
    if (++looks < LOOKS_MAX) {
      return number;
    }
    looks = 0;
    return volumes.numbers().stream().filter(other -> other > number).findFirst().orElse(number);
  }

  private void moveTo(int next) {
    MessageQueue following = MessageQueue.open(volumes.path(next));
    close();
    if (delete) {
      volumes.delete(number);
    }
    number = next;
    queue = following;
    receiver = following.receiverFromStart();
  }

  /// Lets another thread use it next.
  public void handOver() {
    receiver.handOver();
  }

  @Override
  public void close() {
    receiver.close();
    queue.close();
  }
}
