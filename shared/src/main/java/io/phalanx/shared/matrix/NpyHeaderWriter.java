package io.phalanx.shared.matrix;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes a header as NumPy does: the dict in one line, padded with spaces up to the data, the last
/// byte a newline. The layout is drawn at [NpyHeaderReader].
final class NpyHeaderWriter {
  private NpyHeaderWriter() {}

  static byte[] bytes(NpyHeader header) {
    byte[] dict = dict(header).getBytes(StandardCharsets.US_ASCII);
    int prefixBytes = NpyHeaderReader.prefixBytes(header.version());
    long textBytes = header.dataOffset() - prefixBytes;
    long textBytesMax = header.version() == 1 ? 0xFFFF : NpyHeaderReader.TEXT_BYTES_MAX;
    if (textBytes <= dict.length || textBytes > textBytesMax) {
      throw new IllegalArgumentException(
          "header does not fit before the data: dataOffset="
              + header.dataOffset()
              + ", version="
              + header.version()
              + ", dictBytes="
              + dict.length);
    }
    byte[] bytes = new byte[(int) header.dataOffset()];
    Arrays.fill(bytes, (byte) ' ');
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    buffer.put(NpyHeaderReader.magic()).put((byte) header.version()).put((byte) 0);
    if (header.version() == 1) {
      buffer.putShort((short) textBytes);
    } else {
      buffer.putInt((int) textBytes);
    }
    buffer.put(dict);
    bytes[bytes.length - 1] = '\n';
    return bytes;
  }

  private static String dict(NpyHeader header) {
    String shape =
        header.oneDimensional()
            ? "(" + header.rows() + ",)"
            : "(" + header.rows() + ", " + header.cols() + ")";
    return "{'descr': '"
        + header.dtype().descr()
        + "', 'fortran_order': False, 'shape': "
        + shape
        + ", }";
  }
}
