package io.phalanx.shared.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.phalanx.shared.protocol.Envelope;
import io.phalanx.shared.protocol.Message;
import io.phalanx.shared.protocol.Message.Order;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Fills the small disk it runs on, again and again, while it sends.
final class FullDiskProgram {
  static final String PASSED = "passed";

  private static final int WORKER = 1;
  private static final int MESSAGES_MAX = 1_000_000;
  private static final List<Integer> LEFT_FREE_KIB = List.of(0, 4, 60, 200, 1000, 2500);

  private final Path disk;
  private final Path filler;
  private final Random random = new Random(7);
  private final List<Message> acknowledged = new ArrayList<>();

  private FullDiskProgram(Path disk) {
    this.disk = disk;
    this.filler = disk.resolve("filler");
  }

  public static void main(String[] args) throws IOException {
    new FullDiskProgram(Path.of(args[0])).run();
    System.out.println(PASSED);
  }

  private void run() throws IOException {
    Path directory = disk.resolve("queue");
    try (MessageQueue queue = MessageQueue.open(directory)) {
      MessageSender sender = queue.sender(WORKER);
      MessageReceiver live = queue.receiverFromStart();
      List<Envelope> seen = new ArrayList<>();
      send(sender, 100);
      for (int kib : LEFT_FREE_KIB) {
        fillAllBut(kib << 10);
        sendUntilFull(sender, directory);
        refuseNewQueue();
        live.poll(seen::add, Integer.MAX_VALUE);
        assertThat(messages(seen)).as("while full").isEqualTo(acknowledged);
        Files.delete(filler);
        send(sender, 3);
        live.poll(seen::add, Integer.MAX_VALUE);
      }
      assertThat(messages(seen)).isEqualTo(acknowledged);
    }
    try (MessageQueue queue = MessageQueue.open(directory)) {
      send(queue.sender(WORKER), 3);
      assertThat(messages(MessageQueueTest.receive(queue.receiverFromStart())))
          .as("read again")
          .isEqualTo(acknowledged);
    }
  }

  private void send(MessageSender sender, int count) {
    for (int i = 0; i < count; i++) {
      Message message = message();
      assertThat(sender.send(message, 0)).isEqualTo(acknowledged.size() + 1L);
      acknowledged.add(message);
    }
  }

  private void sendUntilFull(MessageSender sender, Path directory) {
    assertThatExceptionOfType(BusException.class)
        .isThrownBy(() -> send(sender, MESSAGES_MAX))
        .withMessageContaining("directory=" + directory)
        .withMessageContaining("neededBytes=")
        .withMessageContaining("freeBytes=")
        .satisfies(e -> assertThat(e.getCause()).isNotInstanceOf(InternalError.class));
    for (int i = 0; i < 3; i++) {
      assertThatExceptionOfType(BusException.class).isThrownBy(() -> sender.send(message(), 0));
    }
  }

  private void refuseNewQueue() {
    Path other = disk.resolve("other");
    assertThatExceptionOfType(BusException.class)
        .isThrownBy(() -> MessageQueue.open(other))
        .withMessageContaining("freeBytes=");
    MessageQueue.delete(other);
  }

  /// Mostly short messages, some that need many blocks.
  private Message message() {
    int length = random.nextInt(20) == 0 ? random.nextInt(300_000) : random.nextInt(200);
    return new Order.EndJob("x".repeat(length));
  }

  private void fillAllBut(int leftFree) throws IOException {
    byte[] page = new byte[4096];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (disk.toFile().getUsableSpace() > leftFree) {
        out.write(page);
      }
    }
  }

  private static List<Message> messages(List<Envelope> envelopes) {
    return envelopes.stream().map(Envelope::message).toList();
  }
}
