package io.phalanx.shared.matrix;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/// Reads the header of a `.npy` file and believes nothing in it: every length is checked against
/// the file before it is used.
///
/// ```text
/// version 1.0     0        6   7   8          10               10+n
///                 |\x93NUMPY| 1 | 0 |n, u16    |dict, n bytes   |data
/// version 2.0, 3.0                             12               12+n
///                 |\x93NUMPY| 2 | 0 |n, u32     |dict, n bytes   |data
/// ```
///
/// Little-endian. The dict is Latin-1 text up to version 2.0, UTF-8 in 3.0.
final class NpyHeaderReader {
  /// Longest dict that is read. Those of plain matrices have about 80 bytes and padding.
  static final int TEXT_BYTES_MAX = 64 * 1024;

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  private final FileChannel channel;
  private final Path file;
  private final long size;

  private NpyHeaderReader(FileChannel channel, Path file, long size) {
    this.channel = channel;
    this.file = file;
    this.size = size;
  }

  /// Reads the header of an open file, leaving the channel's position alone.
  ///
  /// @throws MatrixFormatException if the file cannot serve as a matrix
  static NpyHeader read(FileChannel channel, Path file) throws IOException {
    return new NpyHeaderReader(channel, file, channel.size()).header();
  }

  static byte[] magic() {
    return MAGIC.clone();
  }

  /// Where the dict starts.
  static int prefixBytes(int version) {
    return version == 1 ? 10 : 12;
  }

  private NpyHeader header() throws IOException {
    ByteBuffer prefix = bytes(0, (int) Math.min(size, ForeignFile.LOOK_BYTES));
    int version = version(prefix);
    int prefixBytes = prefixBytes(version);
    requireBytes(prefixBytes);
    long textBytes = version == 1 ? Short.toUnsignedLong(prefix.getShort(8)) : unsigned(prefix);
    if (textBytes > TEXT_BYTES_MAX) {
      throw refused("header of " + textBytes + " bytes", "at most " + TEXT_BYTES_MAX);
    }
    long dataOffset = prefixBytes + textBytes;
    requireBytes(dataOffset);
    String text = text(bytes(prefixBytes, (int) textBytes), version);
    NpyDict dict = NpyDictParser.parse(text, file);
    return new NpyInterpretation(file, size, version, dataOffset).header(dict);
  }

  private static long unsigned(ByteBuffer prefix) {
    return Integer.toUnsignedLong(prefix.getInt(8));
  }

  private int version(ByteBuffer prefix) {
    byte[] first = new byte[prefix.remaining()];
    prefix.get(0, first);
    if (first.length == 0) {
      throw refused("an empty file", MatrixFormatException.WANTED);
    }
    int compared = Math.min(first.length, MAGIC.length);
    if (!Arrays.equals(first, 0, compared, MAGIC, 0, compared)) {
      throw ForeignFile.refused(first, file);
    }
    requireBytes(8);
    int major = Byte.toUnsignedInt(first[6]);
    int minor = Byte.toUnsignedInt(first[7]);
    if (major < 1 || major > 3 || minor != 0) {
      throw refused(".npy version " + major + "." + minor, "version 1.0, 2.0 or 3.0");
    }
    return major;
  }

  private String text(ByteBuffer bytes, int version) {
    Charset charset = version < 3 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
    try {
      return charset.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw refused("header that is not UTF-8", "UTF-8 in version 3.0");
    }
  }

  private void requireBytes(long wanted) {
    if (size < wanted) {
      throw refused("truncated header: fileBytes=" + size, "at least " + wanted + " bytes");
    }
  }

  private MatrixFormatException refused(String found, String wanted) {
    return MatrixFormatException.damaged(file, found, wanted);
  }

  private ByteBuffer bytes(long first, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, first + bytes.position()) < 0) {
        throw refused("a file that is being cut short", "a file at rest");
      }
    }
    return bytes.flip();
  }
}
