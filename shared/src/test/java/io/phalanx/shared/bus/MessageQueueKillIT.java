package io.phalanx.shared.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.shared.protocol.Envelope;
import io.phalanx.shared.protocol.Message.Order;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// Real processes, killed while they append.
class MessageQueueKillIT {
  private static final int KILLS = 4;
  private static final int MESSAGES_BEFORE_KILL_MAX = 400;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path parent;

  @Test
  @Timeout(60)
  void shouldLoseNothingAcknowledgedWhenSendersAreKilled() throws Exception {
    Path directory = parent.resolve("events-7");
    Random random = new Random(42);
    long acknowledged = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      long last = runAndKill(directory, random.nextInt(MESSAGES_BEFORE_KILL_MAX));
      assertThat(last).as("kill=%d", kill).isGreaterThan(acknowledged);
      acknowledged = last;
      MessageQueue.releaseDeadWriter(directory);
    }
    try (MessageQueue queue = MessageQueue.open(directory)) {
      queue.sender(KilledSender.WORKER).send(new Order.StopWorker(), 0);
      List<Envelope> received = MessageQueueTest.receive(queue.receiverFromStart());
      assertThat(received.getLast().message()).isEqualTo(new Order.StopWorker());
      assertThat(received.size() - 1L).isGreaterThanOrEqualTo(acknowledged);
      for (int i = 0; i < received.size() - 1; i++) {
        long sequence = i + 1L;
        assertThat(received.get(i).sequence()).isEqualTo(sequence);
        assertThat(received.get(i).message()).isEqualTo(KilledSender.message(sequence));
      }
    }
  }

  @Test
  @Timeout(60)
  void shouldNotWaitForTheLockOfADeadSenderOnceItIsReleased() throws Exception {
    Path directory = parent.resolve("inbox-7");
    try (MessageQueue queue = MessageQueue.open(directory)) {
      MessageSender sender = queue.sender(Envelope.COORDINATOR);
      sender.send(new Order.EndJob("before"), 0);
      Process holder = ChildJvm.start(ChildJvm.command(LockHolder.class, directory));
      holder.getInputStream().readAllBytes();
      assertThat(holder.waitFor()).isZero();
      long startNs = System.nanoTime();
      MessageQueue.releaseDeadWriter(directory);
      sender.send(new Order.EndJob("after"), 0);
      assertThat(Duration.ofNanos(System.nanoTime() - startNs))
          .isLessThan(Duration.ofMillis(MessageQueue.LOCK_TIMEOUT_MS));
      assertThat(MessageQueueTest.jobs(MessageQueueTest.receive(queue.receiverFromStart())))
          .containsExactly("before", "after");
    }
  }

  /// Lets a sender acknowledge so many messages, kills it, and says which sequence was the last
  /// acknowledged.
  private static long runAndKill(Path directory, int messages) throws Exception {
    Process process = ChildJvm.start(ChildJvm.command(KilledSender.class, directory));
    try (BufferedReader output = process.inputReader()) {
      long last = 0;
      String line = ChildJvm.readLine(output);
      for (int count = 0; line != null; count++) {
        if (line.endsWith(KilledSender.END)) {
          last = Long.parseLong(line.substring(0, line.length() - 1));
        } else {
          assertThat(line).as("nothing else on its output").matches("\\d*");
        }
        if (count == messages) {
          process.toHandle().destroyForcibly(); // keeps what it has printed readable
        }
        line = ChildJvm.readLine(output);
      }
      process.waitFor();
      return last;
    } finally {
      process.destroyForcibly();
    }
  }
}
