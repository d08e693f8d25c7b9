package io.phalanx.shared.protocol;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/// Reads the fields that [FieldWriter] wrote, and nothing beyond the payload.
///
/// Every method throws [ProtocolException] if the bytes cannot be such a field.
final class FieldReader {
  private final DirectBuffer buffer;
  private final FrameHeader header;
  private final int limit;
  private int position;

  FieldReader(DirectBuffer buffer, int offset, FrameHeader header) {
    this.buffer = buffer;
    this.header = header;
    this.position = offset;
    this.limit = offset + header.payloadLength();
  }

  int i32() {
    return buffer.getInt(advance(Integer.BYTES), LITTLE_ENDIAN);
  }

  long i64() {
    return buffer.getLong(advance(Long.BYTES), LITTLE_ENDIAN);
  }

  boolean bool() {
    byte value = buffer.getByte(advance(Byte.BYTES));
    if (value != 0 && value != 1) {
      throw header.malformed("boolean out of range (value=" + value + ")");
    }
    return value == 1;
  }

  String text() {
    int length = size("text length", FieldWriter.TEXT_LENGTH_MAX, Byte.BYTES);
    byte[] bytes = new byte[length];
    buffer.getBytes(advance(length), bytes);
    if (isAscii(bytes)) { // most are, and the decoder takes ten times as long
      return new String(bytes, StandardCharsets.US_ASCII);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      ProtocolException malformed = header.malformed("text is not UTF-8");
      malformed.initCause(e);
      throw malformed;
    }
  }

  private static boolean isAscii(byte[] bytes) {
    for (byte each : bytes) {
      if (each < 0) {
        return false;
      }
    }
    return true;
  }

  <T> @Nullable T optional(Supplier<T> field) {
    return bool() ? field.get() : null;
  }

  <T> List<T> list(Supplier<T> field) {
    int size = size("list size", FieldWriter.ENTRIES_MAX, Integer.BYTES);
    List<T> values = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      values.add(field.get());
    }
    return values;
  }

  Map<String, String> map() {
    int size = size("map size", FieldWriter.ENTRIES_MAX, 2 * Integer.BYTES);
    Map<String, String> values = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      String key = text();
      if (values.put(key, text()) != null) {
        throw header.malformed("key twice in a map (key=" + key + ")");
      }
    }
    return values;
  }

  void requireEnd() {
    if (position != limit) {
      throw header.malformed("bytes left over (count=" + (limit - position) + ")");
    }
  }

  /// A count of entries that the rest of the payload can hold, so that a false one allocates
  /// nothing.
  private int size(String what, int max, int entryLengthMin) {
    int size = i32();
    if (size < 0 || size > max || (long) size * entryLengthMin > limit - position) {
      throw header.malformed(
          what + " out of range (value=" + size + ", remaining=" + (limit - position) + ")");
    }
    return size;
  }

  private int advance(int length) {
    if (length > limit - position) {
      throw header.malformed(
          "payload ends early (wanted=" + length + ", remaining=" + (limit - position) + ")");
    }
    int start = position;
    position += length;
    return start;
  }
}
