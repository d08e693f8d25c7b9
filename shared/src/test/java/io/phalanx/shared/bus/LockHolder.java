package io.phalanx.shared.bus;

import java.nio.file.Path;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;

/// Dies in the middle of a message, as if killed there, with the queue's lock in its hand.
final class LockHolder {
  private LockHolder() {}

  public static void main(String[] args) {
    try (SingleChronicleQueue queue =
            SingleChronicleQueueBuilder.binary(Path.of(args[0]))
                .blockSize(MessageQueue.BLOCK_SIZE)
                .build();
        ExcerptAppender appender = queue.createAppender();
        DocumentContext document = appender.writingDocument()) {
      document.wire().bytes().write(new byte[1000]);
      Runtime.getRuntime().halt(0);
    }
  }
}
