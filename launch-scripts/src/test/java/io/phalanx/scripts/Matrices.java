package io.phalanx.scripts;

import io.phalanx.shared.matrix.Access;
import io.phalanx.shared.matrix.Checksum;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.NewMatrix;
import io.phalanx.shared.matrix.NpyHeader;
import io.phalanx.shared.matrix.SharedMatrix;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.function.LongToDoubleFunction;

/// Matrix files made and read by this JVM.
final class Matrices {
  private Matrices() {}

  /// Writes a file.
  ///
  /// @param values element by index, in C order
  static Path write(Path file, DType dtype, Shape shape, LongToDoubleFunction values) {
    try (NewMatrix matrix = NewMatrix.create(file, dtype, shape.rows(), shape.cols())) {
      MemorySegment memory = matrix.grid().memory();
      for (long index = 0; index < shape.elements(); index++) {
        set(memory, dtype, index, values.applyAsDouble(index));
      }
      matrix.commit();
    }
    return file;
  }

  /// Makes a float64 file of zeros that takes no room on the disk.
  static Path writeSparse(Path file, Shape shape) throws IOException {
    NpyHeader header = NpyHeader.create(DType.FLOAT64, shape.rows(), shape.cols());
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.write(header.toBytes());
      bytes.setLength(header.fileBytes());
    }
    return file;
  }

  /// All elements of a file, in C order.
  static double[] read(Path file) {
    try (SharedMatrix matrix = SharedMatrix.open(file, Access.READ)) {
      int cols = (int) matrix.header().cols();
      double[] elements = new double[(int) matrix.header().rows() * cols];
      for (int index = 0; index < elements.length; index++) {
        elements[index] = matrix.get(index / cols, index % cols);
      }
      return elements;
    }
  }

  static Shape shape(Path file) {
    NpyHeader header = NpyHeader.read(file);
    return new Shape(header.rows(), header.cols());
  }

  /// SHA-256 of the data.
  static String checksum(Path file) {
    try (SharedMatrix matrix = SharedMatrix.open(file, Access.READ)) {
      return Checksum.sha256(matrix.grid());
    }
  }

  private static void set(MemorySegment memory, DType dtype, long index, double value) {
    switch (dtype) {
      case FLOAT64 -> memory.setAtIndex(ValueLayout.JAVA_DOUBLE, index, value);
      case FLOAT32 -> memory.setAtIndex(ValueLayout.JAVA_FLOAT, index, (float) value);
      case INT64 -> memory.setAtIndex(ValueLayout.JAVA_LONG, index, (long) value);
      case INT32 -> memory.setAtIndex(ValueLayout.JAVA_INT, index, (int) value);
      case UINT8 -> memory.set(ValueLayout.JAVA_BYTE, index, (byte) value);
    }
  }

  /// Rows × columns.
  record Shape(long rows, long cols) {
    long elements() {
      return rows * cols;
    }

    Shape transposed() {
      return new Shape(cols, rows);
    }

    @Override
    public String toString() {
      return rows + "x" + cols;
    }
  }
}
