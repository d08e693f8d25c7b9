package io.phalanx.shared.kernel.reduction;

/// The loops of the scalar reference, written to be obviously right.
final class SerialFolds {
  private SerialFolds() {}

  static void sum(Column x, long firstIndex, Sink sink) {
    DoubleDouble sum = new DoubleDouble();
    for (long i = 0; i < x.count(); i++) {
      sum.add(x.get(i), 0.0);
    }
    sink.put(0, SumOutcome.HIGH, sum.high());
    sink.put(0, SumOutcome.LOW, sum.low());
  }

  static void norm(Column x, long firstIndex, Sink sink) {
    int exponent = 0;
    DoubleDouble sum = squares(x, exponent);
    if (sum.high() > NormOutcome.LARGE) {
      exponent = NormOutcome.DOWN;
    } else if (sum.high() < NormOutcome.SMALL) {
      exponent = NormOutcome.UP;
    }
    sum = squares(x, exponent);
    sink.put(0, NormOutcome.HIGH, sum.high());
    sink.put(0, NormOutcome.LOW, sum.low());
    sink.put(0, NormOutcome.EXPONENT, exponent);
  }

  private static DoubleDouble squares(Column x, int exponent) {
    DoubleDouble sum = new DoubleDouble();
    for (long i = 0; i < x.count(); i++) {
      double scaled = Math.scalb(x.get(i), exponent);
      double square = scaled * scaled;
      double error = Math.fma(scaled, scaled, -square);
      sum.add(square, Double.isFinite(error) ? error : 0.0);
    }
    return sum;
  }

  static void moments(Column x, long firstIndex, Sink sink) {
    DoubleDouble sum = new DoubleDouble();
    for (long i = 0; i < x.count(); i++) {
      sum.add(x.get(i), 0.0);
    }
    double mean = sum.over((double) x.count());
    double meanLow = sum.overLow((double) x.count());
    DoubleDouble squares = new DoubleDouble();
    for (long i = 0; i < x.count(); i++) {
      double distance = (x.get(i) - mean) - meanLow;
      squares.add(distance * distance, 0.0);
    }
    sink.put(0, VarianceOutcome.COUNT, (double) x.count());
    sink.put(0, VarianceOutcome.HIGH, sum.high());
    sink.put(0, VarianceOutcome.LOW, sum.low());
    sink.put(0, VarianceOutcome.SQUARES, squares.value());
  }

  static void nonFinite(Column x, long firstIndex, Sink sink) {
    long count = 0;
    for (long i = 0; i < x.count(); i++) {
      if (!Double.isFinite(x.get(i))) {
        count++;
      }
    }
    sink.put(0, CountOutcome.COUNT, (double) count);
  }

  static void min(Column x, long firstIndex, Sink sink) {
    double min = Double.POSITIVE_INFINITY;
    for (long i = 0; i < x.count(); i++) {
      min = Math.min(min, x.get(i));
    }
    sink.put(0, ExtremeOutcome.VALUE, min);
  }

  static void max(Column x, long firstIndex, Sink sink) {
    double max = Double.NEGATIVE_INFINITY;
    for (long i = 0; i < x.count(); i++) {
      max = Math.max(max, x.get(i));
    }
    sink.put(0, ExtremeOutcome.VALUE, max);
  }

  static void argmin(Column x, long firstIndex, Sink sink) {
    long place = -1;
    for (long i = 0; i < x.count(); i++) {
      if (place < 0 || x.get(i) < x.get(place) || isFirstNaN(x, i, place)) {
        place = i;
      }
    }
    putPlace(x, place, firstIndex, sink);
  }

  static void argmax(Column x, long firstIndex, Sink sink) {
    long place = -1;
    for (long i = 0; i < x.count(); i++) {
      if (place < 0 || x.get(i) > x.get(place) || isFirstNaN(x, i, place)) {
        place = i;
      }
    }
    putPlace(x, place, firstIndex, sink);
  }

  private static boolean isFirstNaN(Column x, long i, long place) {
    return Double.isNaN(x.get(i)) && !Double.isNaN(x.get(place));
  }

  private static void putPlace(Column x, long place, long firstIndex, Sink sink) {
    sink.put(0, ArgOutcome.VALUE, place < 0 ? Double.NaN : x.get(place));
    sink.put(0, ArgOutcome.INDEX, place < 0 ? ArgOutcome.NONE : (double) (firstIndex + place));
  }
}
