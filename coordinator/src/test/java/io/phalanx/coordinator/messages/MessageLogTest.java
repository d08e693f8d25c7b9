package io.phalanx.coordinator.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.coordinator.api.bus.LogReader;
import io.phalanx.shared.bus.QueueVolumes;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.protocol.BusMessage;
import io.phalanx.shared.protocol.BusTalk.HandledBy;
import io.phalanx.shared.protocol.MessageDraft;
import io.phalanx.shared.protocol.MessageLeft;
import io.phalanx.shared.protocol.MessageTaken;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessageLogTest {
  private static final int LARGE = 200_000;

  @TempDir private Path folder;
  private ClusterDirectory directory = new ClusterDirectory(Path.of(""));

  @BeforeEach
  void makeDirectory() {
    directory = new ClusterDirectory(folder).create();
  }

  @Test
  void shouldKnowWhatWasNotHandledWhenItIsOpenedAgain() {
    try (MessageLog log = MessageLog.open(directory, 2)) {
      assertThat(log.left()).isEmpty();
      take(log, "1", MessageDraft.ANY);
      take(log, "2", 1);
      take(log, "3", MessageDraft.EVERY);
      take(log, "4", MessageDraft.NONE);
      log.handled(List.of(new HandledBy(1, MessageDraft.ANY), new HandledBy(3, 0)));
    }
    try (MessageLog log = MessageLog.open(directory, 2)) {
      assertThat(log.left()).extracting(LiveMessage::id).containsExactly(2L, 3L);
      assertThat(log.left().get(0).left().copies())
          .containsExactly(new MessageLeft.Copy(1, false, 1));
      assertThat(log.left().get(1).left().copies())
          .containsExactly(new MessageLeft.Copy(1, true, 1));
      assertThat(log.nextId()).isEqualTo(5);
      log.handled(List.of(new HandledBy(2, 1)));
    }
    // There is one worker less: the other ones have had what every worker gets.
    try (MessageLog log = MessageLog.open(directory, 1)) {
      assertThat(log.left()).isEmpty();
    }
  }

  @Test
  void shouldGiveAnotherWorkerWhatWasForOneThatThereIsNoMore() {
    try (MessageLog log = MessageLog.open(directory, 2)) {
      take(log, "1", 1);
    }
    for (int opened = 1; opened <= 2; opened++) {
      try (MessageLog log = MessageLog.open(directory, 1)) {
        assertThat(log.left().getFirst().left().copies())
            .containsExactly(new MessageLeft.Copy(MessageDraft.ANY, false, opened));
      }
    }
  }

  @Test
  void shouldTakeABoundedPartOfTheDiskHoweverMuchIsSaid() {
    try (MessageLog log = MessageLog.open(directory, 2)) {
      LiveMessage slow = take(log, "\"never handled\"", 0);
      for (int i = 0; i < 120; i++) {
        LiveMessage message = take(log, "x".repeat(LARGE), 0);
        log.handled(List.of(new HandledBy(message.id(), 0)));
        log.turnOverIfFull(List.of(slow));
        log.release(Long.MAX_VALUE);
        assertThat(volumes().numbers()).hasSizeLessThanOrEqualTo(3);
      }
      assertThat(log.volume()).isGreaterThan(4);
    }
    try (MessageLog log = MessageLog.open(directory, 2)) {
      assertThat(log.left()).extracting(LiveMessage::id).containsExactly(1L);
      assertThat(log.lastId()).isEqualTo(121);
    }
  }

  @Test
  void shouldKeepWhatASubscriberHasNotRead() {
    try (MessageLog log = MessageLog.open(directory, 2);
        LogReader reader = LogReader.fromStart(directory)) {
      for (int i = 0; i < 60; i++) {
        take(log, "x".repeat(LARGE), MessageDraft.NONE);
        log.turnOverIfFull(List.of());
        log.release(5);
      }
      assertThat(volumes().numbers().getFirst()).isEqualTo(1);
      assertThat(log.volumesBehind(5)).isGreaterThan(1);
      List<Long> read = new ArrayList<>();
      while (reader.poll(message -> read.add(message.id())) > 0) {}
      assertThat(read).hasSize(60).isSorted().endsWith(60L);

      log.release(60);

      assertThat(volumes().numbers()).hasSize(2);
      assertThat(log.volumesBehind(60)).isZero();
    }
  }

  @Test
  void shouldLetAReaderThatIsOvertakenGoOnWithWhatThereIs() {
    try (MessageLog log = MessageLog.open(directory, 2);
        LogReader reader = LogReader.fromEnd(directory)) {
      List<Long> read = new ArrayList<>();
      take(log, "1", MessageDraft.NONE);
      assertThat(reader.poll(message -> read.add(message.id()))).isEqualTo(1);
      for (int i = 0; i < 100; i++) {
        take(log, "x".repeat(LARGE), MessageDraft.NONE);
        log.turnOverIfFull(List.of());
        log.release(Long.MAX_VALUE);
      }
      for (int look = 0; look < 1000; look++) {
        reader.poll(message -> read.add(message.id()));
      }
      assertThat(read).isSorted().doesNotHaveDuplicates().startsWith(1L).endsWith(101L);
      assertThat(read.size()).isBetween(20, 100);
    }
  }

  private QueueVolumes volumes() {
    return new QueueVolumes(directory.messageLog());
  }

  private static LiveMessage take(MessageLog log, String payload, int target) {
    BusMessage message =
        new BusMessage(log.nextId(), BusMessage.Type.TASK, "test", 0, 1, payload, 0, false);
    log.takeNow(List.of(new MessageTaken(message, target, List.of())));
    return LiveMessage.of(message, List.of(), target, 2);
  }
}
