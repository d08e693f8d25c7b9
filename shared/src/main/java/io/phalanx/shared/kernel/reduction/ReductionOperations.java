package io.phalanx.shared.kernel.reduction;

import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Operation.Family;
import io.phalanx.shared.kernel.Operation.Traits;
import io.phalanx.shared.kernel.Parameter;
import java.util.List;
import java.util.stream.Stream;

/// The reductions that users call by name.
///
/// Elements of every type are read as float64 and results are float64: the sum of a float32 matrix
/// is that of its exact elements, more precise than NumPy's, which adds in float32.
public final class ReductionOperations {
  private static final Parameter AXIS =
      Parameter.word(
          "axis", List.of("all", "rows", "cols"), "one result, one per row, or one per column");

  private static final Parameter DDOF =
      Parameter.integer("ddof", "0", "subtracted from the number of elements in the divisor");

  private static final Traits EXACT = new Traits(false, true, 0.0, "exact");

  private ReductionOperations() {}

  /// Every reduction.
  public static List<Operation> all() {
    return Stream.of(sums(), spreads(), extremes()).flatMap(List::stream).toList();
  }

  private static List<Operation> sums() {
    return List.of(
        operation(
            "sum",
            new Traits(false, true, 4.0, "4 ulp"),
            "sum, correctly rounded but for a few units in the last place",
            new Recipe<>(params -> new SumOutcome(false), SumReduction::new, SerialFolds::sum)),
        operation(
            "mean",
            new Traits(false, true, 4.0, "4 ulp"),
            "arithmetic mean",
            new Recipe<>(params -> new SumOutcome(true), SumReduction::new, SerialFolds::sum)),
        operation(
            "norm",
            new Traits(false, true, 4.0),
            "square root of the sum of squares, without overflow or underflow on the way",
            new Recipe<>(params -> new NormOutcome(), NormReduction::new, SerialFolds::norm)),
        operation(
            "count-nonfinite",
            EXACT,
            "number of elements that are NaN or infinite",
            new Recipe<>(
                params -> new CountOutcome(), NonFiniteReduction::new, SerialFolds::nonFinite)));
  }

  private static List<Operation> spreads() {
    return List.of(spread("var", "variance", false), spread("std", "standard deviation", true));
  }

  private static Operation spread(String name, String summary, boolean root) {
    return new Operation(
        name,
        Family.REDUCTION,
        1,
        List.of(AXIS, DDOF),
        new Traits(false, true, 16.0),
        summary,
        new Recipe<>(
            params -> new VarianceOutcome(params.integer(DDOF.name()), root),
            VarianceReduction::new,
            SerialFolds::moments));
  }

  private static List<Operation> extremes() {
    return List.of(
        operation(
            "min",
            EXACT,
            "smallest element, or NaN if there is one",
            new Recipe<>(
                params -> new ExtremeOutcome(1.0), ExtremeReduction::new, SerialFolds::min)),
        operation(
            "max",
            EXACT,
            "largest element, or NaN if there is one",
            new Recipe<>(
                params -> new ExtremeOutcome(-1.0), ExtremeReduction::new, SerialFolds::max)),
        operation(
            "argmin",
            EXACT,
            "index of the first smallest element, or of the first NaN",
            new Recipe<>(params -> new ArgOutcome(1.0), ArgReduction::new, SerialFolds::argmin)),
        operation(
            "argmax",
            EXACT,
            "index of the first largest element, or of the first NaN",
            new Recipe<>(params -> new ArgOutcome(-1.0), ArgReduction::new, SerialFolds::argmax)));
  }

  private static Operation operation(
      String name, Traits traits, String summary, Recipe<?> kernels) {
    return new Operation(name, Family.REDUCTION, 1, List.of(AXIS), traits, summary, kernels);
  }
}
