package io.phalanx.shared.kernel.user;

import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Operation.Family;
import io.phalanx.shared.kernel.Operation.Kernels;
import io.phalanx.shared.kernel.Operation.Traits;
import io.phalanx.shared.kernel.Parameter;
import io.phalanx.shared.kernel.Params;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// An operation in the making.
///
/// ```java
/// NewOperation.map("softsign", params -> x -> x / (1 + Math.abs(x)))
///     .summary("x / (1 + |x|)")
///     .operation();
/// ```
///
/// The function that binds the parameters is called once for each use of the operation, by a
/// worker's only thread; what it returns is used by that thread. It may refuse parameters that make
/// no sense with an IllegalArgumentException, which the user reads before anything is started. A
/// function computes from its arguments and the parameters alone: with a memory of its own, results
/// would depend on how the work was cut. Elements arrive as float64 and leave rounded to the type
/// of the output.
public final class NewOperation {
  /// What a reduction reduces; the planner and the workers read it.
  private static final Parameter AXIS =
      Parameter.word(
          "axis", List.of("all", "rows", "cols"), "one result, one per row, or one per column");

  /// Serial and tiled sums differ by as much.
  private static final double REDUCTION_ULP_MAX = 4;

  private final String name;
  private final Family family;
  private final int inputs;
  private final Kernels kernels;
  private final List<Parameter> parameters = new ArrayList<>();
  private String summary = "";
  private boolean inPlace;
  private boolean idempotent;
  private double ulpMax;

  private NewOperation(String name, Family family, int inputs, Kernels kernels) {
    this.name = name;
    this.family = family;
    this.inputs = inputs;
    this.kernels = kernels;
    inPlace = family == Family.ELEMENTS || family == Family.ROWS || family == Family.COLUMNS;
    if (family == Family.FILL) {
      inPlace = true;
      idempotent = true;
    }
    if (family == Family.REDUCTION) {
      parameters.add(AXIS);
      idempotent = true;
      ulpMax = REDUCTION_ULP_MAX;
    }
  }

  /// `y[i] = f(x[i])`.
  public static NewOperation map(
      String name, Function<Params, ? extends DoubleUnaryOperator> function) {
    return new NewOperation(name, Family.ELEMENTS, 1, FunctionKernels.map(function));
  }

  /// `z[i] = f(x[i], y[i])`.
  public static NewOperation zip(
      String name, Function<Params, ? extends DoubleBinaryOperator> function) {
    return new NewOperation(name, Family.ELEMENTS, 2, FunctionKernels.zip(function));
  }

  /// Every row by itself.
  public static NewOperation rows(String name, Function<Params, ? extends RowFunction> function) {
    return new NewOperation(name, Family.ROWS, 1, FunctionKernels.rows(function));
  }

  /// All elements, those of each row or of each column (`--param axis=`) to one number.
  ///
  /// Results of up to 4 units in the last place apart pass `--verify`, which reduces in one go; say
  /// so with [#ulp] where merging rounds more, or not at all.
  public static NewOperation reduction(String name, Function<Params, ? extends Fold> function) {
    return new NewOperation(name, Family.REDUCTION, 1, FunctionKernels.reduction(function));
  }

  /// An operation over memory, of any family but products and transposes: for those who want the
  /// last bit of speed, or the Vector API.
  ///
  /// The kernels must be of the family's type, such as [io.phalanx.shared.kernel.ElementMap], keep
  /// its contract, and never write to their inputs. The class that touches the Vector API may only
  /// be made in [Kernels#vector], which is called in workers alone.
  ///
  /// @param inputs number of input matrices: 0 for a fill, 1 or 2 element by element, else 1
  public static NewOperation kernel(String name, Family family, int inputs, Kernels kernels) {
    return new NewOperation(name, family, inputs, kernels);
  }

  /// One line for `phalanx ops`.
  public NewOperation summary(String line) {
    summary = line;
    return this;
  }

  /// Adds a float64 parameter.
  ///
  /// @param fallback the value where none is given; null if one must be given
  public NewOperation number(String parameter, @Nullable String fallback, String meaning) {
    parameters.add(Parameter.number(parameter, fallback, meaning));
    return this;
  }

  /// Adds a parameter that is a whole number of 64 bits.
  ///
  /// @param fallback the value where none is given; null if one must be given
  public NewOperation integer(String parameter, @Nullable String fallback, String meaning) {
    parameters.add(Parameter.integer(parameter, fallback, meaning));
    return this;
  }

  /// Adds a parameter that is one of some words, the first being the default.
  public NewOperation word(String parameter, List<String> choices, String meaning) {
    parameters.add(Parameter.word(parameter, choices, meaning));
    return this;
  }

  /// Promises that applied twice it gives the same bits as once, as rounding or clipping does. Work
  /// in place then needs no redo file; if the promise is false, a worker that dies spoils the
  /// matrix.
  public NewOperation idempotent() {
    idempotent = true;
    return this;
  }

  /// Forbids `--in-place`.
  public NewOperation outOfPlaceOnly() {
    inPlace = false;
    return this;
  }

  /// How far fast and serial results may be apart in `--verify`, in units in the last place of the
  /// output type. Without it: 0, and 4 for a reduction.
  public NewOperation ulp(double max) {
    ulpMax = max;
    return this;
  }

  /// The operation.
  public Operation operation() {
    return new Operation(
        name,
        family,
        inputs,
        List.copyOf(parameters),
        new Traits(inPlace, idempotent, ulpMax),
        summary,
        kernels);
  }
}
