package io.phalanx.shared.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.phalanx.shared.protocol.Envelope;
import io.phalanx.shared.protocol.Message;
import io.phalanx.shared.protocol.Message.Event;
import io.phalanx.shared.protocol.Message.Order;
import io.phalanx.shared.protocol.Message.Request;
import io.phalanx.shared.protocol.SampleMessages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessageQueueTest {
  private static final int WORKER = 3;
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  @TempDir Path parent;
  private Path directory;

  @BeforeEach
  void setUp() {
    directory = parent.resolve("bus").resolve("events-3");
  }

  @Test
  void shouldDeliverEveryMessageInOrder() {
    List<Message> sent = SampleMessages.all().toList();
    try (MessageQueue queue = MessageQueue.open(directory)) {
      MessageSender sender = queue.sender(WORKER);
      long before = System.currentTimeMillis();
      for (int i = 0; i < sent.size(); i++) {
        assertThat(sender.send(sent.get(i), 100 + i)).isEqualTo(i + 1L);
      }
      List<Envelope> received = receive(queue.receiverFromStart());
      assertThat(received).extracting(Envelope::message).isEqualTo(sent);
      assertThat(received).extracting(Envelope::sender).containsOnly(WORKER);
      assertThat(received.getLast().correlationId()).isEqualTo(99 + sent.size());
      assertThat(received.getLast().timestampMs()).isBetween(before, System.currentTimeMillis());
    }
  }

  @Test
  void shouldShowEveryReceiverEveryMessage() {
    try (MessageQueue queue = MessageQueue.open(directory);
        MessageQueue elsewhere = MessageQueue.open(directory)) {
      MessageReceiver first = queue.receiverFromStart();
      MessageReceiver second = elsewhere.receiverFromStart();
      MessageSender sender = queue.sender(WORKER);
      sender.send(new Order.EndJob("a"), 0);
      assertThat(receive(first)).hasSize(1);
      sender.send(new Order.EndJob("b"), 0);
      assertThat(receive(first)).hasSize(1);
      assertThat(receive(second)).hasSize(2);
    }
  }

  @Test
  void shouldShowALateJoinerOnlyWhatComesAfter() {
    try (MessageQueue queue = MessageQueue.open(directory)) {
      MessageReceiver early = queue.receiverFromEnd();
      MessageSender sender = queue.sender(WORKER);
      sender.send(new Order.EndJob("a"), 0);
      MessageReceiver late = queue.receiverFromEnd();
      sender.send(new Order.EndJob("b"), 0);
      assertThat(jobs(receive(early))).containsExactly("a", "b");
      assertThat(jobs(receive(late))).containsExactly("b");
    }
  }

  @Test
  void shouldHandOverAtMostTheLimitAndNothingFromAnEmptyQueue() {
    try (MessageQueue queue = MessageQueue.open(directory)) {
      MessageReceiver receiver = queue.receiverFromStart();
      List<Envelope> received = new ArrayList<>();
      assertThat(receiver.poll(received::add, 10)).isZero();
      MessageSender sender = queue.sender(WORKER);
      for (int i = 0; i < 5; i++) {
        sender.send(new Order.StopWorker(), 0);
      }
      assertThat(receiver.poll(received::add, 0)).isZero();
      assertThat(receiver.poll(received::add, 3)).isEqualTo(3);
      assertThat(receiver.poll(received::add, 10)).isEqualTo(2);
      assertThat(receiver.poll(received::add, 10)).isZero();
    }
  }

  @Test
  void shouldContinueSequencesWhenOpenedAgain() {
    for (int round = 0; round < 3; round++) {
      try (MessageQueue queue = MessageQueue.open(directory)) {
        MessageSender sender = queue.sender(WORKER);
        assertThat(sender.send(new Order.StopWorker(), 0)).isEqualTo(2L * round + 1L);
        assertThat(sender.send(new Order.StopWorker(), 0)).isEqualTo(2L * round + 2L);
      }
    }
  }

  @Test
  void shouldCountEachSenderForItself() {
    try (MessageQueue queue = MessageQueue.open(directory)) {
      queue.sender(0).send(new Order.StopWorker(), 0);
      queue.sender(0).send(new Order.StopWorker(), 0);
      assertThat(queue.sender(1).send(new Order.StopWorker(), 0)).isEqualTo(1);
      assertThat(queue.sender(0).send(new Order.StopWorker(), 0)).isEqualTo(3);
      assertThat(receive(queue.receiverFromStart())).hasSize(4);
    }
  }

  @Test
  void shouldLetClientsShareAQueue() {
    try (MessageQueue queue = MessageQueue.open(directory);
        MessageQueue elsewhere = MessageQueue.open(directory)) {
      MessageSender first = queue.sender(Envelope.CLIENT);
      MessageSender second = elsewhere.sender(Envelope.CLIENT);
      long start = first.send(new Request.CancelJob("a"), 0);
      assertThat(second.send(new Request.CancelJob("b"), 0)).isPositive().isNotEqualTo(start);
      assertThat(first.send(new Request.CancelJob("c"), 0)).isEqualTo(start + 1);
      assertThat(receive(queue.receiverFromStart()))
          .extracting(e -> ((Request.CancelJob) e.message()).jobId())
          .containsExactly("a", "b", "c");
    }
  }

  @Test
  void shouldCarryMessagesLongerThanAMappedBlock() {
    String mega = "m".repeat(1 << 20);
    String most = "x".repeat(4 << 20);
    try (MessageQueue queue = MessageQueue.open(directory)) {
      MessageSender sender = queue.sender(WORKER);
      for (int i = 0; i < 5; i++) {
        sender.send(new Event.PhaseFailed("job-1", i, 0, mega), 0);
        sender.send(new Order.EndJob("small-" + i), 0);
      }
      sender.send(new Event.PhaseFailed("job-1", 5, 0, most), 0);
      List<Envelope> received = receive(queue.receiverFromStart());
      assertThat(received).hasSize(11);
      assertThat(received.get(8).message()).isEqualTo(new Event.PhaseFailed("job-1", 4, 0, mega));
      assertThat(received.get(10).message()).isEqualTo(new Event.PhaseFailed("job-1", 5, 0, most));
    }
  }

  @Test
  void shouldLeaveNothingBehindWhenAMessageCannotBeEncoded() {
    try (MessageQueue queue = MessageQueue.open(directory)) {
      MessageReceiver receiver = queue.receiverFromStart();
      MessageSender sender = queue.sender(WORKER);
      sender.send(new Order.EndJob("a"), 0);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> sender.send(new Order.EndJob("\uD800"), 0));
      assertThat(jobs(receive(receiver))).containsExactly("a");
      assertThat(sender.send(new Order.EndJob("b"), 0)).isEqualTo(2);
      assertThat(jobs(receive(receiver))).containsExactly("b");
    }
  }

  @Test
  void shouldGoOnBehindAMessageWhoseHandlerThrew() {
    try (MessageQueue queue = MessageQueue.open(directory)) {
      MessageReceiver receiver = queue.receiverFromStart();
      MessageSender sender = queue.sender(WORKER);
      sender.send(new Order.EndJob("a"), 0);
      sender.send(new Order.EndJob("b"), 0);
      assertThatIllegalStateException()
          .isThrownBy(() ->
              receiver.poll(
                  _ -> {
                    throw new IllegalStateException("handler");
                  },
                  10))
          .withMessage("handler");
      assertThat(jobs(receive(receiver))).containsExactly("b");
    }
  }

  @Test
  void shouldBelongToOneThread() {
    try (MessageQueue queue = MessageQueue.open(directory);
        ExecutorService owner = Executors.newSingleThreadExecutor()) {
      MessageSender sender = queue.sender(WORKER);
      MessageReceiver receiver = queue.receiverFromStart();
      Callable<Integer> firstUse =
          () -> {
            sender.send(new Order.EndJob("a"), 0);
            return receiver.poll(_ -> {}, 1);
          };
      assertThat(owner.submit(firstUse)).succeedsWithin(DEADLINE);
      assertThatIllegalStateException()
          .isThrownBy(() -> sender.send(new Order.EndJob("b"), 0))
          .withMessageContaining("thread");
      assertThatIllegalStateException()
          .isThrownBy(() -> receiver.poll(_ -> {}, 1))
          .withMessageContaining("thread");
      assertThat(owner.submit(firstUse)).as("the owner is not disturbed").succeedsWithin(DEADLINE);
      assertThat(jobs(receive(queue.receiverFromStart()))).containsExactly("a", "a");
    }
  }

  @Test
  void shouldRefuseToSendAndPollWhenClosed() {
    MessageQueue queue = MessageQueue.open(directory);
    MessageSender sender = queue.sender(WORKER);
    MessageReceiver receiver = queue.receiverFromStart();
    queue.close();
    assertThatIllegalStateException().isThrownBy(() -> sender.send(new Order.StopWorker(), 0));
    assertThatIllegalStateException().isThrownBy(() -> receiver.poll(_ -> {}, 1));
    sender.close();
    receiver.close();
    queue.close();
  }

  @Test
  void shouldRefuseUnknownSenders() {
    try (MessageQueue queue = MessageQueue.open(directory)) {
      assertThatIllegalArgumentException().isThrownBy(() -> queue.sender(-3));
    }
  }

  @Test
  void shouldNameTheDirectoryWhenItCannotBeUsed() throws Exception {
    Path file = Files.createFile(parent.resolve("file"));
    assertThatExceptionOfType(BusException.class)
        .isThrownBy(() -> MessageQueue.open(file.resolve("queue")))
        .withMessageContaining("directory=" + file.resolve("queue"));
  }

  static List<Envelope> receive(MessageReceiver receiver) {
    List<Envelope> received = new ArrayList<>();
    receiver.poll(received::add, Integer.MAX_VALUE);
    return received;
  }

  static List<String> jobs(List<Envelope> envelopes) {
    return envelopes.stream().map(e -> ((Order.EndJob) e.message()).jobId()).toList();
  }
}
