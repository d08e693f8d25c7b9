package io.phalanx.shared.bus;

import io.phalanx.shared.protocol.Message;

/// Sends messages to the youngest queue of a folder, and begins the next one when that is full.
///
/// What finds no room on the disk is kept until there is some, as by [PatientSender]. One thread
/// uses it at a time, and says so by [#handOver] where another one is next.
public final class VolumeSender implements AutoCloseable {
  private final QueueVolumes volumes;
  private final int senderId;
  private int number;
  private MessageQueue queue;
  private MessageSender sender;
  private PatientSender patient;

  private VolumeSender(QueueVolumes volumes, int senderId, int number) {
    this.volumes = volumes;
    this.senderId = senderId;
    this.number = number;
    this.queue = MessageQueue.open(volumes.path(number));
    this.sender = queue.sender(senderId);
    this.patient = new PatientSender(sender, () -> {});
  }

  /// Opens a queue to send to; it is made if it is not there.
  ///
  /// @param number of the queue, none of the folder being younger
  /// @throws BusException if it cannot be had
  public static VolumeSender open(QueueVolumes volumes, int senderId, int number) {
    return new VolumeSender(volumes, senderId, number);
  }

  /// The number of the queue that is sent to.
  public int number() {
    return number;
  }

  /// Bytes sent to that queue.
  public long bytes() {
    return sender.sentBytes();
  }

  /// Sends a message now.
  ///
  /// @throws BusException if it cannot be sent; a full disk is one reason
  public void sendNow(Message message, long correlationId) {
    if (patient.isHolding()) {
      throw BusException.full(
          volumes.folder(),
          MessageQueue.NEW_FILE_BYTES,
          QueueDirectory.freeBytes(volumes.folder()),
          null);
    }
    sender.send(message, correlationId);
  }

  /// Sends a message, now or once there is room on the disk.
  public void post(Message message, long correlationId) {
    patient.post(message, correlationId);
  }

  /// Sends what was kept, if it is time to try again.
  public int flush() {
    return patient.flush();
  }

  /// True while messages wait for room on the disk.
  public boolean isHolding() {
    return patient.isHolding();
  }

  /// Begins the next queue. Once it is there the last one is complete.
  ///
  /// @return false if there is no room for it now; then the last one is gone on with
  /// @throws IllegalStateException if messages wait for room on the disk
  public boolean turnOver() {
    if (patient.isHolding()) {
      throw new IllegalStateException("messages wait for room: folder=" + volumes.folder());
    }
    MessageQueue fresh;
    MessageSender freshSender;
    try {
      QueueDirectory.requireFree(volumes.folder(), 2 * MessageQueue.NEW_FILE_BYTES);
      fresh = MessageQueue.open(volumes.path(number + 1));
      freshSender = fresh.sender(senderId);
    } catch (BusException e) {
      if (e.isDiskFull()) {
        return false;
      }
      throw e;
    }
    close();
    number++;
    queue = fresh;
    sender = freshSender;
    patient = new PatientSender(sender, () -> {});
    return true;
  }

  /// Lets another thread use it next.
  public void handOver() {
    sender.handOver();
  }

  @Override
  public void close() {
    patient.close();
    queue.close();
  }
}
