package io.phalanx.shared.protocol;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.phalanx.shared.protocol.Message.Event;
import io.phalanx.shared.protocol.Message.Request;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FrameCodecTest {
  private static final String SAMPLES = "io.phalanx.shared.protocol.SampleMessages#all";

  @ParameterizedTest
  @MethodSource(SAMPLES)
  void shouldReadBackWhatWasWritten(Message message) {
    Envelope envelope =
        new Envelope(Long.MAX_VALUE, Long.MIN_VALUE, 1_700_000_000_000L, 7, message);
    assertThat(decode(frame(envelope))).isEqualTo(envelope);
  }

  @ParameterizedTest
  @EnumSource(MessageType.class)
  void shouldHaveASampleOfEveryType(MessageType type) {
    assertThat(SampleMessages.all().map(MessageType::of)).contains(type);
  }

  @ParameterizedTest
  @EnumSource(MessageType.class)
  void shouldFindEveryTypeByItsId(MessageType type) {
    assertThat(MessageType.ofId(type.id())).isEqualTo(type);
  }

  @Test
  void shouldKeepTheBytesOfVersionOne() {
    Envelope envelope = new Envelope(5, 6, 7, Envelope.CLIENT, new Request.CancelJob("ab"));
    assertThat(HexFormat.of().formatHex(frame(envelope)))
        .startsWith(
            "5048" // magic
                + "0201" // type
                + "01" // version
                + "00" // flags
                + "feffffff" // sender
                + "0500000000000000" // sequence
                + "0600000000000000" // correlation id
                + "0700000000000000" // timestamp
                + "06000000" // payload length
                + "02000000" // text length
                + "6162")
        .hasSize(2 * (38 + 6 + 4));
  }

  @ParameterizedTest
  @MethodSource(SAMPLES)
  void shouldRefuseAFrameCutAnywhere(Message message) {
    byte[] frame = frame(message);
    for (int length = 0; length < frame.length; length++) {
      UnsafeBuffer cut = new UnsafeBuffer(frame, 0, length);
      assertThatExceptionOfType(ProtocolException.class)
          .isThrownBy(() -> FrameCodec.decode(cut, 0, cut.capacity()));
    }
  }

  @ParameterizedTest
  @MethodSource(SAMPLES)
  void shouldRefuseBytesAfterAFrame(Message message) {
    byte[] frame = frame(message);
    UnsafeBuffer longer = new UnsafeBuffer(new byte[frame.length + 1]);
    longer.putBytes(0, frame);
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> FrameCodec.decode(longer, 0, longer.capacity()));
  }

  @Test
  void shouldReadAFrameInTheMiddleOfABuffer() {
    Envelope envelope = new Envelope(1, 2, 3, 4, new Event.PhaseDrained("job-1", 2, 3));
    byte[] frame = frame(envelope);
    UnsafeBuffer heap = new UnsafeBuffer(new byte[frame.length + 20], 3, frame.length + 10);
    heap.putBytes(5, frame);
    UnsafeBuffer direct = new UnsafeBuffer(ByteBuffer.allocateDirect(frame.length + 10));
    direct.putBytes(5, frame);
    assertThat(FrameCodec.decode(heap, 5, frame.length)).isEqualTo(envelope);
    assertThat(FrameCodec.decode(direct, 5, frame.length)).isEqualTo(envelope);
  }

  @Test
  void shouldNameTypeVersionAndSequenceWhenAFrameIsOfAnotherVersion() {
    byte[] frame = frame(new Envelope(77, 0, 0, 0, new Request.CancelJob("job-1")));
    frame[FrameCodec.VERSION_OFFSET] = 9;
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> decode(sealed(frame)))
        .withMessageContaining("type=0x0102")
        .withMessageContaining("version=9")
        .withMessageContaining("sequence=77")
        .satisfies(
            e -> assertThat(e.typeId()).isEqualTo(0x0102),
            e -> assertThat(e.sequence()).isEqualTo(77));
  }

  @Test
  void shouldRefuseUnknownTypesAndFlags() {
    byte[] type = frame(new Request.CancelJob("job-1"));
    type[FrameCodec.TYPE_OFFSET] = 0x7f;
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> decode(sealed(type)))
        .withMessageContaining("unknown message type");
    byte[] flags = frame(new Request.CancelJob("job-1"));
    flags[FrameCodec.FLAGS_OFFSET] = (byte) 0x80;
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> decode(sealed(flags)))
        .withMessageContaining("flags=0x80");
  }

  @Test
  void shouldRefuseTextsThatAreNoUnicode() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> frame(new Request.CancelJob("broken \uD800 pair")))
        .withMessageContaining("not valid Unicode");
  }

  @Test
  void shouldRefuseToWriteWhatCouldNotBeRead() {
    String tooLong = "x".repeat(FieldWriter.TEXT_LENGTH_MAX + 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> frame(new Request.CancelJob(tooLong)))
        .withMessageContaining("text length");
    String half = "x".repeat(FieldWriter.TEXT_LENGTH_MAX);
    List<String> inputs = Collections.nCopies(2, half);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> frame(job(inputs)))
        .withMessageContaining("message length");
    List<String> many = Collections.nCopies(FieldWriter.ENTRIES_MAX + 1, "");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> frame(job(many)))
        .withMessageContaining("list size");
  }

  @Test
  void shouldCarryTheLongestTextAndTheMostEntries() {
    Message longest = new Request.CancelJob("x".repeat(FieldWriter.TEXT_LENGTH_MAX));
    Message most = job(Collections.nCopies(FieldWriter.ENTRIES_MAX, ""));
    assertThat(decode(frame(longest)).message()).isEqualTo(longest);
    assertThat(decode(frame(most)).message()).isEqualTo(most);
  }

  private static Message job(List<String> inputs) {
    return new Request.SubmitJob(new JobRequest("sum", Map.of(), inputs, null, false, Map.of()));
  }

  static byte[] frame(Message message) {
    return frame(new Envelope(1, 2, 3, Envelope.COORDINATOR, message));
  }

  static byte[] frame(Envelope envelope) {
    ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
    byte[] frame = new byte[FrameCodec.encode(envelope, buffer)];
    buffer.getBytes(0, frame);
    return frame;
  }

  static Envelope decode(byte[] frame) {
    return FrameCodec.decode(new UnsafeBuffer(frame), 0, frame.length);
  }

  /// The frame with a checksum that fits its bytes, so that what lies behind it is reached.
  static byte[] sealed(byte[] frame) {
    UnsafeBuffer buffer = new UnsafeBuffer(frame);
    int checked = frame.length - FrameCodec.CHECKSUM_LENGTH;
    buffer.putInt(checked, FrameCodec.checksum(buffer, 0, checked), LITTLE_ENDIAN);
    return frame;
  }
}
