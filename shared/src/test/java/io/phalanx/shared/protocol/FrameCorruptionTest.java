package io.phalanx.shared.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever bytes come in, out comes a message or a [ProtocolException], and nothing else.
class FrameCorruptionTest {
  private static final int ROUNDS = 10_000;

  @ParameterizedTest
  @MethodSource("io.phalanx.shared.protocol.SampleMessages#all")
  void shouldNoticeEveryFlippedBit(Message message) {
    byte[] frame = FrameCodecTest.frame(message);
    for (int bit = 0; bit < frame.length * Byte.SIZE; bit++) {
      byte[] damaged = frame.clone();
      damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      assertThat(isReadable(damaged)).as("bit=%d", bit).isFalse();
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void shouldReadOrRefuseDamageThatTheChecksumCovers(long seed) {
    Random random = new Random(seed);
    List<byte[]> frames = SampleMessages.all().map(FrameCodecTest::frame).toList();
    int read = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] frame = frames.get(random.nextInt(frames.size())).clone();
      damage(frame, random);
      if (isReadable(FrameCodecTest.sealed(frame))) {
        read++;
      }
    }
    assertThat(read).as("both ends are reached").isBetween(1, ROUNDS - 1);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {4, 5})
  void shouldReadOrRefuseRandomPayloadsOfEveryType(long seed) {
    Random random = new Random(seed);
    List<byte[]> frames = SampleMessages.all().map(FrameCodecTest::frame).toList();
    for (int round = 0; round < ROUNDS; round++) {
      byte[] frame = frames.get(random.nextInt(frames.size())).clone();
      for (int i = FrameCodec.PAYLOAD_OFFSET; i < frame.length; i++) {
        frame[i] = (byte) (random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(3));
      }
      isReadable(FrameCodecTest.sealed(frame));
    }
  }

  @Test
  void shouldRefuseRandomBytes() {
    Random random = new Random(6);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      assertThat(isReadable(bytes)).isFalse();
    }
  }

  /// Changes one to four bytes anywhere before the checksum.
  private static void damage(byte[] frame, Random random) {
    int room = frame.length - FrameCodec.CHECKSUM_LENGTH;
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(room);
      frame[at] =
          switch (random.nextInt(4)) {
            case 0 -> (byte) random.nextInt();
            case 1 -> (byte) 0xff;
            case 2 -> 0;
            default -> (byte) (frame[at] ^ 1 << random.nextInt(Byte.SIZE));
          };
    }
  }

  private static boolean isReadable(byte[] bytes) {
    try {
      FrameCodec.decode(new UnsafeBuffer(bytes), 0, bytes.length);
      return true;
    } catch (ProtocolException e) {
      assertThat(e).hasMessageContaining("type=").hasMessageContaining("sequence=");
      return false;
    }
  }
}
