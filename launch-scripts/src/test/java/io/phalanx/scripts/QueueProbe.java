package io.phalanx.scripts;

import java.nio.file.Path;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;

/// A program that appends numbers to a queue, reads them back and prints their sum: what a worker
/// wants of Chronicle, on a class path as slim as a worker's.
final class QueueProbe {
  private static final int MESSAGES = 1000;

  private QueueProbe() {}

  public static void main(String[] arguments) {
    try (SingleChronicleQueue queue =
        SingleChronicleQueueBuilder.binary(Path.of(arguments[0]))
            .blockSize(1 << 20)
            .rollCycle(RollCycles.FAST_DAILY)
            .build()) {
      append(queue);
      System.out.println(sum(queue));
    }
  }

  private static void append(SingleChronicleQueue queue) {
    try (ExcerptAppender appender = queue.createAppender()) {
      for (int i = 0; i < MESSAGES; i++) {
        try (DocumentContext document = appender.writingDocument()) {
          document.wire().bytes().writeLong(i);
        }
      }
    }
  }

  private static long sum(SingleChronicleQueue queue) {
    long sum = 0;
    try (ExcerptTailer tailer = queue.createTailer()) {
      for (int i = 0; i < MESSAGES; i++) {
        try (DocumentContext document = tailer.readingDocument()) {
          sum += document.wire().bytes().readLong();
        }
      }
    }
    return sum;
  }
}
