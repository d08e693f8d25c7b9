package io.phalanx.shared.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.phalanx.shared.protocol.Envelope;
import io.phalanx.shared.protocol.Message.Order;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.openhft.chronicle.core.time.SetTimeProvider;
import net.openhft.chronicle.queue.rollcycles.TestRollCycles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a queue does with its files: permissions, damage, old rolls, deletion.
class QueueFilesTest {
  private static final int WORKER = 3;

  @TempDir Path parent;
  private Path directory;

  @BeforeEach
  void setUp() {
    directory = parent.resolve("events-3");
  }

  @Test
  void shouldKeepOthersOut() throws Exception {
    try (MessageQueue queue = MessageQueue.open(directory)) {
      queue.sender(WORKER).send(new Order.StopWorker(), 0);
      assertThat(permissions(directory)).isEqualTo("rwx------");
      List<Path> files = files();
      assertThat(files)
          .hasSize(2)
          .allSatisfy(f -> assertThat(permissions(f)).isEqualTo("rw-------"));
    }
  }

  /// Beside the message's text: its header, its checksum, and Chronicle's length before it.
  @ParameterizedTest(name = "{0} bytes from the text")
  @ValueSource(ints = {0, 5, -4, -38, -42, 8})
  void shouldRaiseDamageAndStayThere(int distance) throws Exception {
    try (MessageQueue queue = MessageQueue.open(directory)) {
      MessageSender sender = queue.sender(WORKER);
      sender.send(new Order.EndJob("before"), 0);
      sender.send(new Order.EndJob("victim12"), 0);
      sender.send(new Order.EndJob("after"), 0);
      flip("victim12", distance);
      MessageReceiver receiver = queue.receiverFromStart();
      List<Envelope> received = new ArrayList<>();
      for (int attempt = 0; attempt < 2; attempt++) {
        assertThatExceptionOfType(BusException.class)
            .isThrownBy(() -> receiver.poll(received::add, 10))
            .withMessageContaining("directory=" + directory)
            .withMessageContaining("index=0x");
      }
      assertThat(MessageQueueTest.jobs(received)).containsExactly("before");
    }
  }

  @Test
  void shouldNoticeAMessageThatChronicleSkips() throws Exception {
    try (MessageQueue queue = MessageQueue.open(directory)) {
      MessageSender sender = queue.sender(WORKER);
      sender.send(new Order.EndJob("before"), 0);
      sender.send(new Order.EndJob("victim12"), 0);
      sender.send(new Order.EndJob("after"), 0);
      flip("victim12", -42 - 1, 0x40); // the bit that says metadata, in the last byte of its header
      MessageReceiver receiver = queue.receiverFromStart();
      List<Envelope> received = new ArrayList<>();
      assertThatExceptionOfType(BusException.class)
          .isThrownBy(() -> receiver.poll(received::add, 10))
          .withMessageContaining("sequence=3, expected=2");
      assertThat(MessageQueueTest.jobs(received)).containsExactly("before");
    }
  }

  @Test
  void shouldRefuseToContinueBehindDamage() throws Exception {
    try (MessageQueue queue = MessageQueue.open(directory)) {
      queue.sender(WORKER).send(new Order.EndJob("victim12"), 0);
      flip("victim12", 0);
      assertThatExceptionOfType(BusException.class)
          .isThrownBy(() -> queue.sender(WORKER))
          .withMessageContaining("damaged queue");
    }
  }

  @Test
  void shouldRemoveOldRollsThatNobodyReads() throws Exception {
    SetTimeProvider clock = new SetTimeProvider(1_700_000_000_000_000_000L);
    try (MessageQueue queue = open(clock)) {
      MessageSender sender = queue.sender(WORKER);
      MessageReceiver receiver = queue.receiverFromStart();
      MessageReceiver gone = queue.receiverFromStart();
      for (int day = 0; day < 3; day++) {
        sender.send(new Order.EndJob("day-" + day), 0);
        clock.advanceMillis(24 * 3_600_000L);
      }
      assertThat(rolls()).hasSize(3);
      assertThat(queue.removeOldRolls()).as("nothing is read").isZero();
      receiver.poll(_ -> {}, 2);
      assertThat(queue.removeOldRolls()).as("one has not begun").isZero();
      gone.close();
      assertThat(queue.removeOldRolls()).isEqualTo(1);
      assertThat(MessageQueueTest.jobs(MessageQueueTest.receive(receiver)))
          .containsExactly("day-2");
      assertThat(queue.removeOldRolls()).isEqualTo(1);
      assertThat(rolls()).as("the newest stays").hasSize(1);
      assertThat(sender.send(new Order.EndJob("day-3"), 0)).isEqualTo(4);
      assertThat(MessageQueueTest.jobs(MessageQueueTest.receive(receiver)))
          .containsExactly("day-3");
    }
    try (MessageQueue queue = open(clock)) {
      assertThat(queue.removeOldRolls()).isEqualTo(1);
      assertThat(queue.sender(WORKER).send(new Order.EndJob("day-4"), 0)).isEqualTo(5);
      assertThat(permissions(rolls().getLast())).isEqualTo("rw-------");
    }
  }

  @Test
  void shouldReadAndCountAcrossRolls() {
    SetTimeProvider clock = new SetTimeProvider(1_700_000_000_000_000_000L);
    try (MessageQueue queue = open(clock)) {
      MessageSender sender = queue.sender(WORKER);
      sender.send(new Order.EndJob("day-0"), 0);
      clock.advanceMillis(3 * 24 * 3_600_000L);
    }
    try (MessageQueue queue = open(clock)) {
      assertThat(queue.sender(WORKER).send(new Order.EndJob("day-3"), 0)).isEqualTo(2);
      assertThat(MessageQueueTest.jobs(MessageQueueTest.receive(queue.receiverFromStart())))
          .containsExactly("day-0", "day-3");
    }
  }

  @Test
  void shouldDeleteAQueueAndNothingElse() throws Exception {
    try (MessageQueue queue = MessageQueue.open(directory)) {
      queue.sender(WORKER).send(new Order.StopWorker(), 0);
    }
    Path foreign = Files.createFile(directory.resolve("notes.txt"));
    assertThatExceptionOfType(BusException.class)
        .isThrownBy(() -> MessageQueue.delete(directory))
        .withMessageContaining("directory=" + directory);
    assertThat(files()).containsExactly(foreign);
    Files.delete(foreign);
    MessageQueue.delete(directory);
    assertThat(directory).doesNotExist();
    MessageQueue.delete(directory);
  }

  @Test
  void shouldNotCreateAQueueToReleaseItsDeadWriter() {
    MessageQueue.releaseDeadWriter(directory);
    assertThat(directory).doesNotExist();
  }

  private MessageQueue open(SetTimeProvider clock) {
    return MessageQueue.open(directory, TestRollCycles.TEST8_DAILY, clock);
  }

  private void flip(String text, int distance) throws IOException {
    flip(text, distance, 1);
  }

  private void flip(String text, int distance, int bits) throws IOException {
    Path roll = rolls().getFirst();
    String content = Files.readString(roll, StandardCharsets.ISO_8859_1);
    long at = (long) content.indexOf(text) + distance;
    try (RandomAccessFile file = new RandomAccessFile(roll.toFile(), "rw")) {
      file.seek(at);
      int old = file.read();
      file.seek(at);
      file.write(old ^ bits);
    }
  }

  private List<Path> rolls() throws IOException {
    return files().stream().filter(f -> f.toString().endsWith(".cq4")).toList();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  private static String permissions(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
