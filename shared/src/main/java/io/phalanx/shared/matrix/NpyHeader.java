package io.phalanx.shared.matrix;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// What the header of a `.npy` file says. Its data is rows × cols elements in C order.
///
/// Of a [SharedBlock], which has none, what it would say; version and data offset are 0.
///
/// @param dtype element type
/// @param rows number of rows, 0 or more
/// @param cols number of columns, 0 or more
/// @param oneDimensional the shape is `(rows,)`, read as one column
/// @param version major version of the format: 1, 2 or 3; 0 without a header
/// @param dataOffset where the data starts, in bytes; a multiple of the element size
public record NpyHeader(
    DType dtype, long rows, long cols, boolean oneDimensional, int version, long dataOffset) {
  /// Where the data starts in files made here: a page, so that mapped rows are aligned.
  public static final int DATA_OFFSET = 4096;

  public NpyHeader {
    requireFits(dtype, rows, cols, dataOffset);
    if (oneDimensional && cols != 1) {
      throw new IllegalArgumentException("one dimension is one column: cols=" + cols);
    }
    if (version < 0 || version > 3 || (version == 0) != (dataOffset == 0)) {
      throw new IllegalArgumentException("unknown version: version=" + version);
    }
    if (dataOffset < 0 || dataOffset % dtype.bytes() != 0) {
      throw new IllegalArgumentException(
          "data offset not aligned: dataOffset=" + dataOffset + ", dtype=" + dtype.label());
    }
  }

  /// The header of a file made here.
  ///
  /// @throws IllegalArgumentException if the shape is negative or its bytes overflow 63 bits
  public static NpyHeader create(DType dtype, long rows, long cols) {
    return new NpyHeader(dtype, rows, cols, false, 1, DATA_OFFSET);
  }

  /// What is known of data without a header.
  ///
  /// @throws IllegalArgumentException if the shape is negative or its bytes overflow 63 bits
  static NpyHeader absent(DType dtype, long rows, long cols) {
    return new NpyHeader(dtype, rows, cols, false, 0, 0);
  }

  /// Reads and checks the header of a file, and that the file is long enough for its data. Bytes
  /// after the data are ignored, as NumPy does.
  ///
  /// @param file a `.npy` file, or the name of a [SharedBlock]
  /// @throws MatrixFormatException if the file cannot serve as a matrix
  /// @throws MatrixIoException if reading fails
  public static NpyHeader read(Path file) {
    try (FileChannel channel = open(file, Access.READ)) {
      return read(channel, file);
    } catch (IOException e) {
      throw MatrixFiles.cannotRead(file, e);
    }
  }

  static FileChannel open(Path file, Access access) throws IOException {
    return SharedBlock.isName(file)
        ? SharedBlock.of(file).open(access)
        : MatrixFiles.open(file, access);
  }

  /// Of a file that [#open] has opened.
  static NpyHeader read(FileChannel channel, Path file) throws IOException {
    return SharedBlock.isName(file)
        ? SharedBlock.of(file).header()
        : NpyHeaderReader.read(channel, file);
  }

  /// The header as bytes, [#dataOffset] of them.
  public byte[] toBytes() {
    return NpyHeaderWriter.bytes(this);
  }

  /// Size of the data in bytes.
  public long dataBytes() {
    return rows * cols * dtype.bytes();
  }

  /// Size of header and data in bytes.
  public long fileBytes() {
    return dataOffset + dataBytes();
  }

  /// True if every size that can be computed from the shape fits 63 bits, also where the other
  /// dimension is 0. NumPy draws the same line.
  static boolean fits(DType dtype, long rows, long cols, long dataOffset) {
    long columns = Math.max(cols, 1);
    long bytes = Math.max(rows, 1);
    for (long factor : new long[] {columns, dtype.bytes()}) {
      if (Math.multiplyHigh(bytes, factor) != 0 || bytes * factor < 0) {
        return false;
      }
      bytes *= factor;
    }
    return bytes <= Long.MAX_VALUE - dataOffset;
  }

  private static void requireFits(DType dtype, long rows, long cols, long dataOffset) {
    if (rows < 0 || cols < 0 || !fits(dtype, rows, cols, dataOffset)) {
      throw new IllegalArgumentException(
          "shape out of range: rows="
              + rows
              + ", cols="
              + cols
              + ", dtype="
              + dtype.label()
              + "; 0 or more each, and less than 2^63 bytes together");
    }
  }
}
