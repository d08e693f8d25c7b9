package io.phalanx.shared.kernel.elementwise;

import static io.phalanx.shared.kernel.vector.Elements.getDouble;
import static io.phalanx.shared.kernel.vector.Elements.putDouble;

import io.phalanx.shared.kernel.vector.Outliers;

/// A loop of one float64 input whose lane function is right up to a limit: elements beyond it are
/// computed one by one and put in afterwards.
///
/// So the limit costs a pass over elements that lie in the first-level cache, and where none is
/// beyond it nothing more; and which way an element is computed depends on its value alone.
final class OutlierLoop implements Loop {
  private static final int BLOCK_ELEMENTS = 1024;

  private final Loop loop;
  private final Outliers outliers;
  private final int[] places = new int[BLOCK_ELEMENTS];
  private final double[] results = new double[BLOCK_ELEMENTS];

  OutlierLoop(Loop loop, Outliers outliers) {
    this.loop = loop;
    this.outliers = outliers;
  }

  @Override
  public void run(long first, long second, long target, int n) {
    for (int done = 0; done < n; done += BLOCK_ELEMENTS) {
      long offset = (long) done * Double.BYTES;
      int length = Math.min(BLOCK_ELEMENTS, n - done);
      runBlock(first + offset, target + offset, length);
    }
  }

  private void runBlock(long source, long target, int n) {
    int count = outliers.among(source, n) ? compute(source, n) : 0;
    loop.run(source, source, target, n);
    for (int i = 0; i < count; i++) {
      putDouble(target, places[i], results[i]);
    }
  }

  /// Ahead of the loop, which may write over its input.
  private int compute(long source, int n) {
    int count = 0;
    for (int i = 0; i < n; i++) {
      double x = getDouble(source, i);
      if (outliers.has(x)) {
        places[count] = i;
        results[count++] = outliers.result(x);
      }
    }
    return count;
  }
}
