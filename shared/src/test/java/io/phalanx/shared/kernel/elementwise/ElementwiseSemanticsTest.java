package io.phalanx.shared.kernel.elementwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.phalanx.shared.kernel.ElementMap;
import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.kernel.vector.Elements;
import io.phalanx.shared.kernel.vector.Samples;
import io.phalanx.shared.matrix.DType;
import java.lang.foreign.MemorySegment;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Single values that people rely on, and what is refused.
class ElementwiseSemanticsTest {
  private static final Map<String, String> BOUNDS = Map.of("min", "0", "max", "1");

  @ParameterizedTest
  @CsvSource({
    "relu, -0.0, 0.0",
    "relu, -3, 0.0",
    "relu, NaN, NaN",
    "relu, Infinity, Infinity",
    "neg, 0.0, -0.0",
    "neg, -0.0, 0.0",
    "neg, NaN, NaN",
    "abs, -0.0, 0.0",
    "abs, -Infinity, Infinity",
    "sqrt, -0.0, -0.0",
    "sqrt, -1, NaN",
    "square, -3, 9",
    "exp, -Infinity, 0.0",
    "exp, Infinity, Infinity",
    "exp, -0.0, 1",
    "exp, 710, Infinity",
    "exp, -745.13, 4.9E-324",
    "exp, -746, 0.0",
    "log, 0.0, -Infinity",
    "log, -0.0, -Infinity",
    "log, -1E-320, NaN",
    "log, -Infinity, NaN",
    "log, Infinity, Infinity",
    "log, NaN, NaN",
    "log, 1, 0.0",
    "log, 4.9E-324, -744.4400719213812",
    "sigmoid, 0.0, 0.5",
    "sigmoid, Infinity, 1",
    "sigmoid, -Infinity, 0.0",
    "sigmoid, NaN, NaN",
    "sigmoid, 1E300, 1",
    "sigmoid, -1E300, 0.0",
    "sigmoid, -745, 4.9E-324",
    "tanh, -0.0, -0.0",
    "tanh, 0.0, 0.0",
    "tanh, 1E-310, 1E-310",
    "tanh, -1E-20, -1E-20",
    "tanh, 1E300, 1",
    "tanh, -Infinity, -1",
    "tanh, NaN, NaN",
    "expm1, -0.0, -0.0",
    "expm1, 4.9E-324, 4.9E-324",
    "expm1, -Infinity, -1",
    "expm1, Infinity, Infinity",
    "expm1, 710, Infinity",
    "expm1, -50, -1",
    "expm1, NaN, NaN",
    "log1p, -0.0, -0.0",
    "log1p, 4.9E-324, 4.9E-324",
    "log1p, -1, -Infinity",
    "log1p, -2, NaN",
    "log1p, -Infinity, NaN",
    "log1p, Infinity, Infinity",
    "log1p, NaN, NaN",
    "softplus, 0.0, 0.6931471805599453",
    "softplus, -745, 4.9E-324",
    "softplus, -Infinity, 0.0",
    "softplus, Infinity, Infinity",
    "softplus, 1E300, 1E300",
    "softplus, NaN, NaN",
    "gelu, 0.0, 0.0",
    "gelu, -1E-310, -5E-311",
    "gelu, Infinity, Infinity",
    "gelu, 1E300, 1E300",
    "gelu, NaN, NaN",
    "sin, -0.0, -0.0",
    "sin, 4.9E-324, 4.9E-324",
    "sin, Infinity, NaN",
    "sin, -Infinity, NaN",
    "sin, NaN, NaN",
    "sin, 1E22, -0.8522008497671888",
    "cos, 0.0, 1",
    "cos, 4.9E-324, 1",
    "cos, Infinity, NaN",
    "cos, NaN, NaN",
  })
  void shouldGiveTheKnownValueWhenOneInput(String name, double x, Double wanted) {
    assertThat(at(name, Map.of(), x)).isEqualTo(wanted);
  }

  @ParameterizedTest
  @CsvSource({
    "max, NaN, 1, NaN",
    "max, 1, NaN, NaN",
    "min, NaN, 1, NaN",
    "min, 1, NaN, NaN",
    "max, -0.0, 0.0, 0.0",
    "max, 0.0, -0.0, 0.0",
    "min, 0.0, -0.0, -0.0",
    "div, 1, 0.0, Infinity",
    "div, 1, -0.0, -Infinity",
    "div, 0.0, 0.0, NaN",
    "sub, Infinity, Infinity, NaN",
    "add, 0.1, 0.2, 0.30000000000000004",
    "mul, 1E-200, 1E-200, 0.0",
  })
  void shouldGiveTheKnownValueWhenTwoInputs(String name, double x, double y, Double wanted) {
    assertThat(at(name, Map.of(), x, y)).isEqualTo(wanted);
  }

  @Test
  void shouldKeepTheSignOfZeroAndNaNWhenClipping() {
    assertThat(at("clip", BOUNDS, -0.0)).isEqualTo(Double.valueOf(-0.0));
    assertThat(at("clip", BOUNDS, Double.NaN)).isNaN();
    assertThat(at("clip", BOUNDS, -7.0)).isEqualTo(Double.valueOf(0.0));
    assertThat(at("clip", BOUNDS, Double.POSITIVE_INFINITY)).isEqualTo(1.0);
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "NaN, 1", "0, NaN"})
  void shouldRefuseBoundsOutOfOrder(String min, String max) {
    Operation clip = operation("clip");
    Params params = Params.check("clip", clip.parameters(), Map.of("min", min, "max", max));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> clip.kernels().vector(params, List.of(DType.FLOAT64)))
        .withMessageContaining("operation=clip");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> clip.kernels().scalar(params, List.of(DType.FLOAT64)));
  }

  @Test
  void shouldRoundTheParametersOfAffineToFloat32AsNumPyDoes() {
    Operation affine = operation("affine");
    Params params = Params.check("affine", affine.parameters(), Map.of("a", "0.1", "b", "0.3"));
    ElementMap kernel = (ElementMap) affine.kernels().vector(params, List.of(DType.FLOAT32));
    MemorySegment run = Samples.memory(DType.FLOAT32, 4);
    for (int i = 0; i < 4; i++) {
      Elements.put(run, DType.FLOAT32, i, i);
    }
    kernel.apply(List.of(run), run);
    double[] numpy = {0.30000001192092896, 0.4000000059604645, 0.5, 0.6000000238418579};
    for (int i = 0; i < 4; i++) {
      assertThat(Elements.get(run, DType.FLOAT32, i)).isEqualTo(numpy[i]);
    }
  }

  @Test
  void shouldRefuseAnOutputThatLiesAcrossAnInput() {
    MemorySegment room = Samples.memory(DType.FLOAT64, 11);
    ElementMap exp = kernel("exp", DType.FLOAT64);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> exp.apply(List.of(room.asSlice(0, 80)), room.asSlice(8, 80)))
        .withMessageContaining("across");
    ElementMap widening = kernel("exp", DType.INT64);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> widening.apply(List.of(room), room))
        .withMessageContaining("int64");
  }

  @Test
  void shouldRefuseMemoryThatCannotBeUsed() {
    ElementMap exp = kernel("exp", DType.FLOAT64);
    MemorySegment run = Samples.memory(DType.FLOAT64, 4);
    MemorySegment heap = MemorySegment.ofArray(new double[4]);
    assertThatIllegalArgumentException().isThrownBy(() -> exp.apply(List.of(run), heap));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> exp.apply(List.of(run), run.asReadOnly()))
        .withMessageContaining("read-only");
  }

  @Test
  void shouldRefuseRunsThatDoNotFit() {
    ElementMap add = kernel("add", DType.FLOAT64);
    MemorySegment four = Samples.memory(DType.FLOAT64, 4);
    MemorySegment five = Samples.memory(DType.FLOAT64, 5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> add.apply(List.of(four, five), Samples.memory(DType.FLOAT64, 4)))
        .withMessageContaining("elements=5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> add.apply(List.of(four), four))
        .withMessageContaining("inputs=1");
    Params none = Params.check("add", List.of(), Map.of());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> operation("add").kernels().vector(none, List.of(DType.FLOAT64)))
        .withMessageContaining("wanted=2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> add.apply(List.of(four, four), four.asSlice(0, 31)))
        .withMessageContaining("bytes=31");
  }

  @Test
  void shouldNameEveryOperationOnce() {
    assertThat(ElementwiseOperations.all().stream().map(Operation::name))
        .doesNotHaveDuplicates()
        .hasSize(23);
  }

  private static double at(String name, Map<String, String> given, double... x) {
    Operation operation = operation(name);
    List<DType> types = Collections.nCopies(x.length, DType.FLOAT64);
    Params params = Params.check(name, operation.parameters(), given);
    MemorySegment inputs = Samples.memory(DType.FLOAT64, 2);
    for (int i = 0; i < x.length; i++) {
      Elements.put(inputs, DType.FLOAT64, i, x[i]);
    }
    List<MemorySegment> runs =
        x.length == 1
            ? List.of(inputs.asSlice(0, 8))
            : List.of(inputs.asSlice(0, 8), inputs.asSlice(8, 8));
    MemorySegment output = Samples.memory(DType.FLOAT64, 1);
    ((ElementMap) operation.kernels().vector(params, types)).apply(runs, output);
    return Elements.get(output, DType.FLOAT64, 0);
  }

  private static ElementMap kernel(String name, DType type) {
    Operation operation = operation(name);
    Params params = Params.check(name, operation.parameters(), Map.of());
    List<DType> types = Collections.nCopies(operation.inputs(), type);
    return (ElementMap) operation.kernels().vector(params, types);
  }

  private static Operation operation(String name) {
    return ElementwiseOperations.all().stream()
        .filter(operation -> operation.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
