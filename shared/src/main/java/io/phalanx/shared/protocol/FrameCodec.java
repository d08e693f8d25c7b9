package io.phalanx.shared.protocol;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/// Byte layout of one message on its way, little-endian.
///
/// ```text
/// 0      2      4        5      6       10        18             26           34      38
/// |magic |type  |version |flags |sender |sequence |correlationId |timestampMs |length |payload...
/// |u16   |u16   |u8      |u8    |i32    |i64      |i64           |i64         |i32    |
///
///   38 + length   42 + length
/// ..|crc32c       |
///   |i32          |
/// ```
///
/// `length` is that of the payload alone; `crc32c` covers every byte before it. No flag is defined:
/// the byte is 0. A payload is its message's fields in order: integers little-endian; a boolean or
/// the presence of an optional value one byte, 0 or 1; a text its UTF-8 length (i32) and bytes; a
/// list or map its size (i32) and entries.
///
/// Reading trusts nothing: every length is checked against its limit and against what is there
/// before a byte is read or memory is allocated, and whatever is wrong ends in a
/// [ProtocolException].
public final class FrameCodec {
  /// Longest payload in bytes.
  public static final int PAYLOAD_LENGTH_MAX = 8 << 20;

  /// Longest frame in bytes.
  public static final int FRAME_LENGTH_MAX = 42 + PAYLOAD_LENGTH_MAX;

  static final int MAGIC = 0x4850; // "PH" in the file
  static final int MAGIC_OFFSET = 0;
  static final int TYPE_OFFSET = 2;
  static final int VERSION_OFFSET = 4;
  static final int FLAGS_OFFSET = 5;
  static final int SENDER_OFFSET = 6;
  static final int SEQUENCE_OFFSET = 10;
  static final int CORRELATION_OFFSET = 18;
  static final int TIMESTAMP_OFFSET = 26;
  static final int LENGTH_OFFSET = 34;
  static final int PAYLOAD_OFFSET = 38;
  static final int CHECKSUM_LENGTH = Integer.BYTES;

  private FrameCodec() {}

  /// Writes a frame at the start of an expandable buffer.
  ///
  /// @return its length in bytes
  /// @throws IllegalArgumentException if a text, a collection or the whole message is too long, or
  ///   a text is not valid Unicode; the buffer's content is undefined then
  public static int encode(Envelope envelope, MutableDirectBuffer buffer) {
    FieldWriter payload = new FieldWriter(buffer, PAYLOAD_OFFSET);
    PayloadEncoder.encode(envelope.message(), payload);
    int checked = PAYLOAD_OFFSET + payload.length();
    MessageType type = MessageType.of(envelope.message());
    buffer.putShort(MAGIC_OFFSET, (short) MAGIC, LITTLE_ENDIAN);
    buffer.putShort(TYPE_OFFSET, (short) type.id(), LITTLE_ENDIAN);
    buffer.putByte(VERSION_OFFSET, (byte) type.version());
    buffer.putByte(FLAGS_OFFSET, (byte) 0);
    buffer.putInt(SENDER_OFFSET, envelope.sender(), LITTLE_ENDIAN);
    buffer.putLong(SEQUENCE_OFFSET, envelope.sequence(), LITTLE_ENDIAN);
    buffer.putLong(CORRELATION_OFFSET, envelope.correlationId(), LITTLE_ENDIAN);
    buffer.putLong(TIMESTAMP_OFFSET, envelope.timestampMs(), LITTLE_ENDIAN);
    buffer.putInt(LENGTH_OFFSET, payload.length(), LITTLE_ENDIAN);
    buffer.putInt(checked, checksum(buffer, 0, checked), LITTLE_ENDIAN);
    return checked + CHECKSUM_LENGTH;
  }

  /// Reads the frame that fills exactly these bytes.
  ///
  /// @throws ProtocolException if they are anything but one whole frame of this build
  public static Envelope decode(DirectBuffer buffer, int offset, int length) {
    FrameHeader header = FrameHeader.read(buffer, offset, length);
    int checked = PAYLOAD_OFFSET + header.payloadLength();
    int wanted = buffer.getInt(offset + checked, LITTLE_ENDIAN);
    if (checksum(buffer, offset, checked) != wanted) {
      throw header.malformed("damaged frame, checksums differ");
    }
    MessageType type = header.type();
    FieldReader payload = new FieldReader(buffer, offset + PAYLOAD_OFFSET, header);
    try {
      Message message = PayloadDecoder.decode(type, payload);
      payload.requireEnd();
      return new Envelope(
          header.sequence(),
          header.correlationId(),
          header.timestampMs(),
          header.sender(),
          message);
    } catch (IllegalArgumentException e) { // a value that its record refuses
      ProtocolException malformed = header.malformed("value out of range (" + e.getMessage() + ")");
      malformed.initCause(e);
      throw malformed;
    }
  }

  static int checksum(DirectBuffer buffer, int offset, int length) {
    CRC32C crc = new CRC32C();
    byte[] array = buffer.byteArray();
    if (array != null) {
      crc.update(array, Math.toIntExact(buffer.wrapAdjustment()) + offset, length);
    } else {
      ByteBuffer bytes = ByteBuffer.allocate(length);
      buffer.getBytes(offset, bytes, 0, length);
      crc.update(bytes.array(), 0, length);
    }
    return (int) crc.getValue();
  }
}
