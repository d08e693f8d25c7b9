package io.phalanx.shared.protocol;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.DirectBuffer;

/// What stands before the payload of a frame, as [FrameCodec] lays it out.
record FrameHeader(
    int typeId,
    int version,
    int flags,
    int sender,
    long sequence,
    long correlationId,
    long timestampMs,
    int payloadLength) {
  private static final int BYTE_MASK = 0xff;
  private static final int SHORT_MASK = 0xffff;

  /// Reads the header of a frame that fills exactly these bytes.
  ///
  /// @throws ProtocolException if no frame of this length starts here
  static FrameHeader read(DirectBuffer buffer, int offset, int length) {
    if (length < FrameCodec.PAYLOAD_OFFSET + FrameCodec.CHECKSUM_LENGTH) {
      throw unreadable("too short for a frame (length=" + length + ")");
    }
    int magic = buffer.getShort(offset + FrameCodec.MAGIC_OFFSET, LITTLE_ENDIAN) & SHORT_MASK;
    if (magic != FrameCodec.MAGIC) {
      throw unreadable("foreign bytes (magic=" + String.format("0x%04x", magic) + ")");
    }
    FrameHeader header =
        new FrameHeader(
            buffer.getShort(offset + FrameCodec.TYPE_OFFSET, LITTLE_ENDIAN) & SHORT_MASK,
            buffer.getByte(offset + FrameCodec.VERSION_OFFSET) & BYTE_MASK,
            buffer.getByte(offset + FrameCodec.FLAGS_OFFSET) & BYTE_MASK,
            buffer.getInt(offset + FrameCodec.SENDER_OFFSET, LITTLE_ENDIAN),
            buffer.getLong(offset + FrameCodec.SEQUENCE_OFFSET, LITTLE_ENDIAN),
            buffer.getLong(offset + FrameCodec.CORRELATION_OFFSET, LITTLE_ENDIAN),
            buffer.getLong(offset + FrameCodec.TIMESTAMP_OFFSET, LITTLE_ENDIAN),
            buffer.getInt(offset + FrameCodec.LENGTH_OFFSET, LITTLE_ENDIAN));
    header.requireLength(length);
    return header;
  }

  private void requireLength(int length) {
    int room = length - FrameCodec.PAYLOAD_OFFSET - FrameCodec.CHECKSUM_LENGTH;
    if (payloadLength != room || payloadLength > FrameCodec.PAYLOAD_LENGTH_MAX) {
      throw malformed(
          "payload length out of range (length="
              + payloadLength
              + ", room="
              + room
              + ", max="
              + FrameCodec.PAYLOAD_LENGTH_MAX
              + ")");
    }
  }

  /// The type of a frame whose checksum was right.
  ///
  /// @throws ProtocolException if this build does not know the type, its version, or a flag
  MessageType type() {
    MessageType type = MessageType.ofId(typeId);
    if (type == null) {
      throw malformed("unknown message type");
    }
    if (version != type.version()) {
      throw malformed("unknown version of " + type + " (known=" + type.version() + ")");
    }
    if (flags != 0) {
      throw malformed("unknown flags (flags=" + String.format("0x%02x", flags) + ")");
    }
    return type;
  }

  /// The exception that says what is wrong with this frame.
  ProtocolException malformed(String reason) {
    return new ProtocolException(reason, typeId, version, sequence);
  }

  private static ProtocolException unreadable(String reason) {
    return new ProtocolException(
        reason, ProtocolException.UNKNOWN, ProtocolException.UNKNOWN, ProtocolException.UNKNOWN);
  }
}
