package io.phalanx.shared.protocol;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

/// Writes the fields of a payload one after the other; [FieldReader] reads them in the same order.
final class FieldWriter {
  /// Longest text in bytes of UTF-8.
  static final int TEXT_LENGTH_MAX = 1 << 20;

  /// Most entries of a list or map.
  static final int ENTRIES_MAX = 1 << 16;

  private final MutableDirectBuffer buffer;
  private final int offset;
  private int length;

  FieldWriter(MutableDirectBuffer buffer, int offset) {
    this.buffer = buffer;
    this.offset = offset;
  }

  /// Bytes written so far.
  int length() {
    return length;
  }

  void i32(int value) {
    buffer.putInt(advance(Integer.BYTES), value, LITTLE_ENDIAN);
  }

  void i64(long value) {
    buffer.putLong(advance(Long.BYTES), value, LITTLE_ENDIAN);
  }

  void bool(boolean value) {
    buffer.putByte(advance(Byte.BYTES), (byte) (value ? 1 : 0));
  }

  void text(String value) {
    byte[] plain = value.getBytes(StandardCharsets.UTF_8);
    if (plain.length == value.length() && isPlain(plain)) {
      i32(requireAtMost("text length", plain.length, TEXT_LENGTH_MAX));
      buffer.putBytes(advance(plain.length), plain);
      return;
    }
    ByteBuffer bytes = utf8(value);
    int textLength = requireAtMost("text length", bytes.remaining(), TEXT_LENGTH_MAX);
    i32(textLength);
    buffer.putBytes(advance(textLength), bytes, textLength);
  }

  <T> void optional(@Nullable T value, Consumer<T> field) {
    bool(value != null);
    if (value != null) {
      field.accept(value);
    }
  }

  <T> void list(List<T> values, Consumer<T> field) {
    i32(requireAtMost("list size", values.size(), ENTRIES_MAX));
    values.forEach(field);
  }

  void map(Map<String, String> values) {
    i32(requireAtMost("map size", values.size(), ENTRIES_MAX));
    values.forEach((key, value) -> {
      text(key);
      text(value);
    });
  }

  private int advance(int fieldLength) {
    int start = offset + length;
    length = requireAtMost("message length", length + fieldLength, FrameCodec.PAYLOAD_LENGTH_MAX);
    return start;
  }

  /// True of the bytes of a text of ASCII, which most are; a `?` may stand for a broken character.
  private static boolean isPlain(byte[] bytes) {
    for (byte each : bytes) {
      if (each == '?') {
        return false;
      }
    }
    return true;
  }

  /// A silent `?` in place of a broken character would make a path point elsewhere.
  private static ByteBuffer utf8(String value) {
    try {
      return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value));
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("not valid Unicode: text=" + value, e);
    }
  }

  private static int requireAtMost(String what, int value, int max) {
    if (value > max) {
      throw new IllegalArgumentException(what + " out of range: value=" + value + ", max=" + max);
    }
    return value;
  }
}
