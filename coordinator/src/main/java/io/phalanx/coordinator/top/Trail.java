package io.phalanx.coordinator.top;

/// The last values of a figure, the oldest being overwritten.
final class Trail {
  /// As many as the widest chart shows.
  static final int VALUES_MAX = 120;

  private final double[] values = new double[VALUES_MAX];
  private long count;

  void add(double value) {
    values[(int) (count % VALUES_MAX)] = value;
    count++;
  }

  /// The greatest of them; 0 if there is none.
  double most() {
    double most = 0;
    for (int i = 0; i < Math.min(count, VALUES_MAX); i++) {
      most = Math.max(most, values[i]);
    }
    return most;
  }

  /// The last of them, oldest first.
  ///
  /// @param countMax how many; fewer if there are not so many
  double[] last(int countMax) {
    int length = (int) Math.min(count, Math.min(countMax, VALUES_MAX));
    double[] last = new double[length];
    for (int i = 0; i < length; i++) {
      last[i] = values[(int) ((count - length + i) % VALUES_MAX)];
    }
    return last;
  }
}
