package io.phalanx.coordinator.bench;

import io.phalanx.coordinator.bench.Expectation.Elements;
import io.phalanx.coordinator.bench.Expectation.Elements.Cell;
import io.phalanx.coordinator.bench.Expectation.Value;
import io.phalanx.shared.matrix.SharedMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.LongStream;

/// Computes what is expected of a sample, with the JDK's plain arithmetic.
///
/// @param task what will be done
/// @param x its input as it is now
record Expectations(BenchTask task, SharedMatrix x) {
  private static final int LINES = 4;
  private static final int SAMPLES_PER_SIDE = 32;

  /// Bounds errors of a few units in the last place, and sees anything that is not rounding.
  private static final double TOLERANCE = 1e-12;

  /// For what is computed from sums over a column.
  private static final double SUM_TOLERANCE = 1e-9;

  /// Elements here and there, each from the element of the input at its place.
  Expectation elements() {
    DoubleUnaryOperator function = function();
    List<Cell> cells = new ArrayList<>();
    for (long row : spread(task.rows(), SAMPLES_PER_SIDE)) {
      for (long col : spread(task.cols(), SAMPLES_PER_SIDE)) {
        double expected = function.applyAsDouble(x.get(row, col));
        cells.add(cell(row, col, expected, TOLERANCE * Math.abs(expected)));
      }
    }
    return new Elements(cells);
  }

  /// A few whole rows.
  Expectation softmax() {
    List<Cell> cells = new ArrayList<>();
    for (long row : spread(task.rows(), LINES)) {
      double[] values =
          LongStream.range(0, task.cols()).mapToDouble(col -> x.get(row, col)).toArray();
      double top = max(values);
      double total = 0;
      for (double value : values) {
        total += Math.exp(value - top);
      }
      for (int col = 0; col < values.length; col++) {
        double expected = Math.exp(values[col] - top) / total;
        cells.add(cell(row, col, expected, TOLERANCE * expected));
      }
    }
    return new Elements(cells);
  }

  /// A few whole columns.
  Expectation standardize() {
    List<Cell> cells = new ArrayList<>();
    for (long col : spread(task.cols(), LINES)) {
      double[] values =
          LongStream.range(0, task.rows()).mapToDouble(row -> x.get(row, col)).toArray();
      double mean = 0;
      for (double value : values) {
        mean += value / values.length;
      }
      double variance = 0;
      for (double value : values) {
        variance += (value - mean) * (value - mean) / values.length;
      }
      for (int row = 0; row < values.length; row++) {
        double expected = (values[row] - mean) / Math.sqrt(variance);
        cells.add(cell(row, col, expected, SUM_TOLERANCE * (1 + Math.abs(expected))));
      }
    }
    return new Elements(cells);
  }

  /// A few elements of the product with a matrix.
  Expectation product(SharedMatrix y) {
    List<Cell> cells = new ArrayList<>();
    for (long row : spread(task.rows(), LINES)) {
      for (long col : spread(task.cols(), LINES)) {
        double expected = 0;
        double size = 0;
        for (long k = 0; k < task.cols(); k++) {
          double term = x.get(row, k) * y.get(k, col);
          expected += term;
          size += Math.abs(term);
        }
        cells.add(cell(row, col, expected, TOLERANCE * size));
      }
    }
    return new Elements(cells);
  }

  /// A number of all elements.
  Expectation number() {
    double sum = 0;
    double size = 0;
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (long row = 0; row < task.rows(); row++) {
      for (long col = 0; col < task.cols(); col++) {
        double value = x.get(row, col);
        sum += value;
        size += Math.abs(value);
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
      }
    }
    return new Expectation.Result(
        switch (task.operation()) {
          case SUM -> new Value(sum, SUM_TOLERANCE * size);
          case MEAN -> new Value(sum / task.elements(), SUM_TOLERANCE * size / task.elements());
          case MIN -> new Value(least, 0);
          default -> new Value(greatest, 0);
        });
  }

  private DoubleUnaryOperator function() {
    BenchOperation operation = task.operation();
    return switch (operation) {
      case SIGMOID -> value -> 1 / (1 + Math.exp(-value));
      case TANH -> Math::tanh;
      case EXP -> Math::exp;
      case RELU -> value -> Math.max(value, 0);
      case COPY -> value -> value;
      default -> value -> operation.a() * value + operation.b();
    };
  }

  private static Cell cell(long row, long col, double expected, double tolerance) {
    return new Cell(row, col, new Value(expected, tolerance));
  }

  private static double max(double[] values) {
    double top = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      top = Math.max(top, value);
    }
    return top;
  }

  /// Places from the first to the last, evenly.
  private static long[] spread(long length, int count) {
    long places = Math.min(length, count);
    return LongStream.range(0, places)
        .map(place -> places == 1 ? 0 : place * (length - 1) / (places - 1))
        .toArray();
  }
}
