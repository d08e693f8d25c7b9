package io.phalanx.shared.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.shared.protocol.Envelope;
import io.phalanx.shared.protocol.Message.Request;
import io.phalanx.shared.testing.OddNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VolumesTest {
  private static final int POLL_MAX = 10;

  @TempDir private Path folder;

  @Test
  void shouldReadOneQueueAfterTheOtherAndDeleteWhatItIsDoneWith() {
    QueueVolumes volumes = new QueueVolumes(folder.resolve(OddNames.of("volumes")));
    List<Long> read = new ArrayList<>();
    try (VolumeSender sender = VolumeSender.open(volumes, Envelope.COORDINATOR, 1);
        VolumeReceiver consumer = VolumeReceiver.consumer(volumes)) {
      assertThat(poll(consumer, read)).isZero();
      for (long i = 1; i <= 30; i++) {
        sender.sendNow(new Request.StopCluster(i), 0);
        if (i % 7 == 0) {
          assertThat(sender.bytes()).isPositive();
          assertThat(sender.turnOver()).isTrue();
          assertThat(sender.bytes()).isZero();
        }
        if (i % 10 == 0) {
          while (poll(consumer, read) > 0) {}
          assertThat(read).hasSize((int) i);
        }
      }
      assertThat(sender.number()).isEqualTo(5);
      assertThat(volumes.numbers()).containsExactly(5);
    }
    assertThat(read).hasSize(30).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void shouldLetThreadsTakeTurns() throws InterruptedException {
    QueueVolumes volumes = new QueueVolumes(folder.resolve("volumes"));
    List<Long> read = new ArrayList<>();
    try (VolumeSender sender = VolumeSender.open(volumes, 3, 1);
        VolumeReceiver receiver = VolumeReceiver.from(volumes, 1)) {
      for (long i = 1; i <= 4; i++) {
        long value = i;
        Thread turn =
            Thread.ofPlatform()
                .start(() -> {
                  sender.sendNow(new Request.StopCluster(value), 0);
                  sender.handOver();
                  poll(receiver, read);
                  receiver.handOver();
                });
        turn.join();
      }
    }
    assertThat(read).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void shouldFindNoQueueWhereThereIsNoFolder() {
    assertThat(new QueueVolumes(folder.resolve("none")).numbers()).isEmpty();
  }

  private static int poll(VolumeReceiver receiver, List<Long> read) {
    return receiver.poll(
        envelope -> {
          if (envelope.message() instanceof Request.StopCluster(var value)) {
            read.add(value);
          }
        },
        POLL_MAX);
  }
}
