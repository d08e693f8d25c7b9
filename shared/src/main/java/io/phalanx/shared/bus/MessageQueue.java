package io.phalanx.shared.bus;

import io.phalanx.shared.protocol.FrameCodec;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import net.openhft.chronicle.core.Jvm;
import net.openhft.chronicle.core.onoes.NullExceptionHandler;
import net.openhft.chronicle.core.time.SystemTimeProvider;
import net.openhft.chronicle.core.time.TimeProvider;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.RollingResourcesCache;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;

/// A queue of messages in a directory, shared by any number of processes.
///
/// What was sent stays until the directory is deleted, survives every process, and is seen by every
/// receiver, each at its own pace. Queues with one sender at a time are the rule: senders that
/// share a queue wait for each other, and one that is stopped while it holds the lock fails the
/// others after [#LOCK_TIMEOUT_MS].
///
/// The queue itself may be used by any thread; each sender and each receiver belongs to the first
/// live thread that uses it, and another thread's call ends in an [IllegalStateException].
public final class MessageQueue implements AutoCloseable {
  /// Bytes that Chronicle maps at a time: longer than any frame, or its bookkeeping is unsound, and
  /// no more, since a cluster has many queues of few messages. The file is sparse.
  static final int BLOCK_SIZE = 4 << 20;

  /// How long a sender waits for another one's lock.
  static final long LOCK_TIMEOUT_MS = 2000;

  /// Free disk space that a new roll file needs before it can hold messages.
  static final long NEW_FILE_BYTES = 2L << 20;

  static {
    assert FrameCodec.FRAME_LENGTH_MAX + DiskReserve.SLACK < BLOCK_SIZE;
    // Its timing remarks go to slf4j at INFO. Warnings and errors stay as they are.
    Jvm.setPerfExceptionHandler(NullExceptionHandler.NOTHING);
    Jvm.setDebugExceptionHandler(NullExceptionHandler.NOTHING);
  }

  private final Path directory;
  private final SingleChronicleQueue queue;
  private final List<MessageSender> senders = new CopyOnWriteArrayList<>();
  private final List<MessageReceiver> receivers = new CopyOnWriteArrayList<>();

  private MessageQueue(Path directory, SingleChronicleQueue queue) {
    this.directory = directory;
    this.queue = queue;
  }

  /// Opens the queue of this directory; creates both if they are missing, closed to everyone but
  /// the owner.
  ///
  /// @throws BusException if the disk is full or the directory cannot be used
  public static MessageQueue open(Path directory) {
    return open(directory, RollCycles.FAST_DAILY, SystemTimeProvider.CLOCK);
  }

  static MessageQueue open(Path directory, RollCycle rollCycle, TimeProvider clock) {
    try {
      QueueDirectory.create(directory);
      if (!QueueDirectory.holdsQueue(directory)) {
        QueueDirectory.requireFree(directory, NEW_FILE_BYTES);
      }
      SingleChronicleQueue queue =
          SingleChronicleQueueBuilder.binary(directory)
              .blockSize(BLOCK_SIZE)
              .rollCycle(rollCycle)
              .timeProvider(clock)
              .timeoutMS(LOCK_TIMEOUT_MS)
              .build();
      requireWritable(queue);
      QueueDirectory.closeToOthers(directory.resolve(QueueDirectory.METADATA_FILE));
      return new MessageQueue(directory, queue);
    } catch (BusException e) {
      throw e;
    } catch (IOException | RuntimeException | InternalError e) {
      throw BusException.failed(directory, "open the queue", e);
    }
  }

  /// Chronicle falls back to reading with no more than a warning.
  private static void requireWritable(SingleChronicleQueue queue) throws IOException {
    if (queue.metaStore().readOnly()) {
      queue.close();
      throw new IOException("no permission to write " + QueueDirectory.METADATA_FILE);
    }
  }

  /// A sender with this id.
  ///
  /// At most one sender of an id may be at work in a queue, except of
  /// [io.phalanx.shared.protocol.Envelope#CLIENT]: see [MessageSender] on sequences.
  ///
  /// @param senderId a worker's id, `Envelope.COORDINATOR` or `Envelope.CLIENT`
  /// @throws BusException if the queue is damaged or cannot be written
  public MessageSender sender(int senderId) {
    MessageSender sender = MessageSender.open(directory, queue, senderId);
    senders.removeIf(MessageSender::isClosed);
    senders.add(sender);
    return sender;
  }

  /// A receiver of every message that the queue holds and will hold.
  public MessageReceiver receiverFromStart() {
    return add(new MessageReceiver(directory, queue.createTailer()));
  }

  /// A receiver of the messages sent from now on.
  public MessageReceiver receiverFromEnd() {
    return add(new MessageReceiver(directory, queue.createTailer().toEnd()));
  }

  private MessageReceiver add(MessageReceiver receiver) {
    receivers.removeIf(MessageReceiver::isClosed);
    receivers.add(receiver);
    return receiver;
  }

  /// Deletes the files of past days that no process has open and no receiver of this queue object
  /// has still to read, oldest first. The newest file stays.
  ///
  /// A reader in another process that has yet to open its first file is not seen: call it where the
  /// readers are known to have begun.
  ///
  /// @return how many files were deleted; 0 where the system cannot say which files are open
  /// @throws BusException if a file cannot be deleted
  public int removeOldRolls() {
    receivers.removeIf(MessageReceiver::isClosed);
    int firstKept = queue.lastCycle();
    for (MessageReceiver receiver : receivers) {
      firstKept = Math.min(firstKept, receiver.firstCycleToRead(queue));
    }
    if (firstKept <= queue.firstCycle()) {
      return 0;
    }
    try {
      int count = QueueDirectory.deleteRollsBefore(directory, rollFileName(firstKept));
      queue.refreshDirectoryListing();
      return count;
    } catch (UnsupportedOperationException e) { // no /proc to see open files in
      return 0;
    } catch (IOException | RuntimeException e) {
      throw BusException.failed(directory, "delete old roll files", e);
    }
  }

  private String rollFileName(int cycle) {
    RollingResourcesCache names =
        new RollingResourcesCache(queue.rollCycle(), queue.epoch(), File::new, File::getName);
    return names.resourceFor(cycle).text + SingleChronicleQueue.SUFFIX;
  }

  /// Closes the queue with its senders and receivers. The files stay.
  @Override
  public void close() {
    senders.forEach(MessageSender::close);
    receivers.forEach(MessageReceiver::close);
    queue.close();
  }

  /// Frees the lock that a dead sender left behind, so that the next one need not wait for it.
  ///
  /// Opening a queue does that, in about 20 ms, for owners that no longer exist; so the process
  /// must have been reaped. Does nothing if there is no such queue or no such lock.
  ///
  /// @throws BusException if the queue cannot be opened
  public static void releaseDeadWriter(Path directory) {
    if (QueueDirectory.holdsQueue(directory)) {
      open(directory).close();
    }
  }

  /// Deletes a queue that no process uses any more, and nothing else: a directory that holds
  /// foreign files keeps them. Does nothing if there is none.
  ///
  /// @throws BusException if something cannot be deleted
  public static void delete(Path directory) {
    try {
      QueueDirectory.delete(directory);
    } catch (IOException e) {
      throw BusException.failed(directory, "delete the queue", e);
    }
  }
}
