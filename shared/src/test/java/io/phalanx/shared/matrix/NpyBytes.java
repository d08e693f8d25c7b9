package io.phalanx.shared.matrix;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Makes `.npy` files byte by byte, also such as NumPy never would.
final class NpyBytes {
  /// What `numpy.save` wrote for `numpy.zeros((3, 4))` up to the data, 128 bytes.
  static final String GOLDEN =
      "\u0093NUMPY\u0001\u0000v\u0000{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }"
          + " ".repeat(58)
          + "\n";

  private NpyBytes() {}

  /// A file with this dict as it stands and data bytes 1, 2, 3, ...
  static byte[] of(int version, String dict, int dataBytes) {
    byte[] text = dict.getBytes(version < 3 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(NpyHeaderReader.magic());
    bytes.write(version);
    bytes.write(0);
    ByteBuffer length = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(text.length);
    bytes.write(length.array(), 0, version == 1 ? 2 : 4);
    bytes.writeBytes(text);
    for (int i = 1; i <= dataBytes; i++) {
      bytes.write(i);
    }
    return bytes.toByteArray();
  }

  /// A dict as NumPy writes it, padded so that the data of a version 1.0 file starts at byte 128.
  static String dict(String descr, String fortranOrder, String shape) {
    String dict =
        "{'descr': " + descr + ", 'fortran_order': " + fortranOrder + ", 'shape': " + shape + ", }";
    return dict + " ".repeat(Math.max(0, 117 - dict.length())) + "\n";
  }

  static Path write(Path file, byte[] bytes) {
    try {
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
