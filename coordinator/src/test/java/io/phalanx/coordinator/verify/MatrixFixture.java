package io.phalanx.coordinator.verify;

import io.phalanx.coordinator.jobs.JobRecord.Shape;
import io.phalanx.shared.matrix.Access;
import io.phalanx.shared.matrix.Grid;
import io.phalanx.shared.matrix.NewMatrix;
import io.phalanx.shared.matrix.SharedMatrix;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.SplittableRandom;

/// Matrix files for tests.
final class MatrixFixture {
  private static final int ODD_ONE_IN = 40;
  private static final double[] ODD = {
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    -0.0,
    0.0,
    Double.MIN_VALUE,
    -Double.MIN_NORMAL,
    Double.MAX_VALUE
  };

  private MatrixFixture() {}

  /// Writes normal random numbers, and among them the odd ones that floats have.
  static Path odd(Path file, Shape shape) {
    return write(file, shape, ODD_ONE_IN);
  }

  /// Writes normal random numbers; whole numbers for an integer type.
  static Path plain(Path file, Shape shape) {
    return write(file, shape, Integer.MAX_VALUE);
  }

  /// Changes one element to something clearly else, but of the same size.
  static void spoil(Path file, long index) {
    try (SharedMatrix matrix = SharedMatrix.open(file, Access.READ_WRITE)) {
      MemorySegment memory = matrix.grid().memory();
      switch (matrix.grid().dtype()) {
        case FLOAT64 -> {
          double value = memory.getAtIndex(ValueLayout.JAVA_DOUBLE, index);
          memory.setAtIndex(ValueLayout.JAVA_DOUBLE, index, spoiled(value));
        }
        case FLOAT32 -> {
          float value = memory.getAtIndex(ValueLayout.JAVA_FLOAT, index);
          float other = Float.intBitsToFloat(Float.floatToRawIntBits(value) + (1 << 10));
          memory.setAtIndex(ValueLayout.JAVA_FLOAT, index, Float.isNaN(value) ? 1 : other);
        }
        default -> {
          byte value = memory.get(ValueLayout.JAVA_BYTE, index * matrix.grid().dtype().bytes());
          memory.set(
              ValueLayout.JAVA_BYTE, index * matrix.grid().dtype().bytes(), (byte) (value ^ 1));
        }
      }
    }
  }

  /// Another number, a thousand steps away.
  static double spoiled(double value) {
    return Double.isNaN(value)
        ? 1
        : Double.longBitsToDouble(Double.doubleToRawLongBits(value) + (1 << 10));
  }

  private static Path write(Path file, Shape shape, int oddOneIn) {
    SplittableRandom random = new SplittableRandom(shape.rows() * 31 + shape.cols());
    try (NewMatrix matrix = NewMatrix.create(file, shape.dtype(), shape.rows(), shape.cols())) {
      for (long index = 0; index < matrix.grid().elements(); index++) {
        boolean odd = random.nextInt(oddOneIn) == 1;
        set(matrix.grid(), index, odd ? ODD[random.nextInt(ODD.length)] : number(shape, random));
      }
      matrix.commit();
    }
    return file;
  }

  private static double number(Shape shape, SplittableRandom random) {
    return shape.dtype().isFloat() ? random.nextGaussian() : random.nextInt(100);
  }

  private static void set(Grid grid, long index, double value) {
    MemorySegment memory = grid.memory();
    switch (grid.dtype()) {
      case FLOAT64 -> memory.setAtIndex(ValueLayout.JAVA_DOUBLE, index, value);
      case FLOAT32 -> memory.setAtIndex(ValueLayout.JAVA_FLOAT, index, (float) value);
      case INT64 -> memory.setAtIndex(ValueLayout.JAVA_LONG, index, (long) value);
      case INT32 -> memory.setAtIndex(ValueLayout.JAVA_INT, index, (int) value);
      case UINT8 -> memory.set(ValueLayout.JAVA_BYTE, index, (byte) value);
    }
  }
}
