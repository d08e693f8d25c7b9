package io.phalanx.coordinator.verify;

import io.phalanx.coordinator.jobs.JobPlan;
import io.phalanx.shared.matrix.Tiling;
import io.phalanx.shared.protocol.MatrixRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/// Chooses the places of an output that are checked where not all of it is: the first, the last,
/// borders of tiles, where a mistake in cutting the work would show, and random ones.
///
/// @param runs how many places
/// @param runUnits units at each place
record Sample(int runs, long runUnits) {
  /// The same places at every check of a shape.
  private static final long SEED = 0x5EEDL;

  private static final int ELEMENT_RUNS = 64;
  private static final long ELEMENTS_PER_RUN = 256;
  private static final int ROWS_MAX = 16;
  private static final int PRODUCT_ROWS_MAX = 4;
  private static final int RESULTS_MAX = 256;
  private static final int ROWS_MIN = 2;

  /// Most steps of a scalar kernel on the sampled rows, about a second's worth, unless the two rows
  /// that are always checked take more.
  private static final long STEPS_MAX = 1 << 26;

  /// How densely a job's output is sampled: so that it takes a moment, whatever its size.
  static Sample of(JobPlan plan) {
    MatrixRef first = plan.inputs().isEmpty() ? null : plan.inputs().getFirst();
    long inputCols = first == null ? 0 : first.cols();
    long outputCols = plan.output().cols();
    return switch (plan.operation().family()) {
      case ELEMENTS, FILL -> new Sample(ELEMENT_RUNS, ELEMENTS_PER_RUN);
      case ROWS, COLUMNS, TRANSPOSE -> rows(ROWS_MAX, outputCols);
      case PRODUCT -> rows(PRODUCT_ROWS_MAX, saturated(plan.product().shape().depth(), outputCols));
      case REDUCTION -> rows(RESULTS_MAX, inputCols);
    };
  }

  private static long saturated(long a, long b) {
    return a > 0 && b > Long.MAX_VALUE / a ? Long.MAX_VALUE : a * b;
  }

  private static Sample rows(int most, long stepsPerRow) {
    return new Sample(Math.clamp(STEPS_MAX / Math.max(1, stepsPerRow), ROWS_MIN, most), 1);
  }

  /// The places, in order and apart.
  ///
  /// @param tiling how the job's work was cut
  List<Span> places(OutputLayout layout, Tiling tiling) {
    long units = layout.units();
    if (layout.elements() == 0 || units <= runs * runUnits) {
      return layout.everything();
    }
    SplittableRandom random = new SplittableRandom(SEED);
    List<Long> firsts = new ArrayList<>(List.of(0L, units - runUnits));
    while (firsts.size() < runs) {
      boolean border = firsts.size() % 2 == 0 && tiling.tileCount() > 1;
      long wanted =
          border
              ? tiling.first(random.nextInt(tiling.tileCount())) - runUnits / 2
              : random.nextLong(units);
      firsts.add(Math.clamp(wanted, 0, units - runUnits));
    }
    firsts.sort(Comparator.naturalOrder());
    return apart(firsts);
  }

  /// Joins runs that touch or overlap, so that nothing is counted twice.
  private List<Span> apart(List<Long> firsts) {
    List<Span> spans = new ArrayList<>();
    for (long first : firsts) {
      Span last = spans.isEmpty() ? null : spans.getLast();
      if (last != null && first <= last.limit()) {
        spans.set(spans.size() - 1, new Span(last.first(), first + runUnits));
      } else {
        spans.add(new Span(first, first + runUnits));
      }
    }
    return spans;
  }
}
