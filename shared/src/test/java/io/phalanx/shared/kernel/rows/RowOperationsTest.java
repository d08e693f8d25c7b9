package io.phalanx.shared.kernel.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.phalanx.shared.kernel.ColumnMap;
import io.phalanx.shared.kernel.Kernel;
import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.kernel.RowMap;
import io.phalanx.shared.kernel.vector.Elements;
import io.phalanx.shared.kernel.vector.Samples;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for every operation on rows.
class RowOperationsTest {
  private static final long SEED = 77;
  private static final List<Integer> WIDTHS =
      List.of(1, 2, 3, 4, 7, 8, 9, 23, 24, 25, 28, 29, 63, 64, 65, 255, 256, 1000, 1025, 2049);

  static Stream<Arguments> operations() {
    return RowOperations.all().stream()
        .flatMap(operation ->
            Stream.of(DType.values())
                .map(type ->
                    Arguments.argumentSet(operation.name() + " " + type.label(), operation, type)));
  }

  static Stream<Arguments> operationsOfFloats() {
    return operations().filter(arguments -> ((DType) arguments.get()[1]).isFloat());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void shouldAgreeWithTheScalarKernelAtEveryWidth(Operation operation, DType type) {
    for (int cols : WIDTHS) {
      for (int rows : List.of(0, 1, 3, 4, 6)) {
        check(operation, grid(Samples.moderate(type, rows * cols, SEED), rows, type), cols);
        check(operation, grid(Samples.of(type, rows * cols, SEED), rows, type), cols);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void shouldAgreeWithTheScalarKernelWhenThereAreManyNarrowRows(Operation operation, DType type) {
    int rows = 1500;
    for (int cols : List.of(1, 2, 7, 50)) {
      check(operation, grid(Samples.moderate(type, rows * cols, SEED), rows, type), cols);
      check(operation, grid(Samples.of(type, rows * cols, SEED), rows, type), cols);
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void shouldDoNothingWhenThereAreNoColumns(Operation operation, DType type) {
    check(operation, new Grid(Samples.memory(type, 0), 5, 0, type), 0);
  }

  private static Grid grid(MemorySegment memory, int rows, DType type) {
    long elements = memory.byteSize() / type.bytes();
    return new Grid(memory, rows, rows == 0 ? 0 : elements / rows, type);
  }

  private static void check(Operation operation, Grid input, int cols) {
    Grid fast = run(operation, operation.kernels().vector(params(), types(input)), input);
    Grid scalar = run(operation, operation.kernels().scalar(params(), types(input)), input);
    for (long i = 0; i < input.elements(); i++) {
      double y = Elements.get(fast.memory(), fast.dtype(), i);
      double wanted = Elements.get(scalar.memory(), fast.dtype(), i);
      assertThat(Samples.distance(y, wanted, fast.dtype()))
          .as("%s of %d columns at %d: %s, scalar %s", operation.name(), cols, i, y, wanted)
          .isLessThanOrEqualTo(operation.traits().ulpMax());
    }
  }

  @ParameterizedTest
  @MethodSource("operationsOfFloats")
  void shouldGiveTheSameBitsInPlace(Operation operation, DType type) {
    for (int cols : WIDTHS) {
      Grid input = new Grid(Samples.of(type, 6 * cols, SEED), 6, cols, type);
      Kernel kernel = operation.kernels().vector(params(), List.of(type));
      List<Long> wanted = Samples.bits(run(operation, kernel, input).memory(), type);
      apply(kernel, input, input);
      assertThat(Samples.bits(input.memory(), type)).isEqualTo(wanted);
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void shouldGiveTheSameBitsWhereverRowsAreCut(Operation operation, DType type) {
    for (int cols : List.of(1, 3, 5, 65, 1025)) {
      int rows = 11;
      Grid input = new Grid(Samples.moderate(type, rows * cols, SEED), rows, cols, type);
      Kernel kernel = operation.kernels().vector(params(), List.of(type));
      Grid whole = run(operation, kernel, input);
      Grid parts = outputFor(operation, input);
      for (int first = 0, limit; first < rows; first = limit) {
        limit = Math.min(rows, first + 1 + first % 3);
        apply(kernel, input.rows(first, limit), parts.rows(first, limit));
      }
      assertThat(Samples.bits(parts.memory(), parts.dtype()))
          .isEqualTo(Samples.bits(whole.memory(), whole.dtype()));
    }
  }

  @Test
  void shouldRefuseGridsThatDoNotFit() {
    Operation softmax = RowOperations.all().getFirst();
    Kernel kernel = softmax.kernels().vector(params(), List.of(DType.FLOAT64));
    Grid input = new Grid(Samples.memory(DType.FLOAT64, 6), 2, 3, DType.FLOAT64);
    Grid turned = new Grid(Samples.memory(DType.FLOAT64, 6), 3, 2, DType.FLOAT64);
    assertThatIllegalArgumentException().isThrownBy(() -> apply(kernel, input, turned));
  }

  @Test
  void shouldRefuseStatisticsThatDoNotFit() {
    Kernel kernel =
        RowOperations.all().getLast().kernels().vector(params(), List.of(DType.FLOAT64));
    Grid input = new Grid(Samples.memory(DType.FLOAT64, 6), 2, 3, DType.FLOAT64);
    MemorySegment tooShort = Samples.memory(DType.FLOAT64, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ((ColumnMap) kernel).apply(input, List.of(tooShort, tooShort), input))
        .withMessageContaining("cols=3");
  }

  private static Grid run(Operation operation, Kernel kernel, Grid input) {
    Grid output = outputFor(operation, input);
    apply(kernel, input, output);
    return output;
  }

  private static Grid outputFor(Operation operation, Grid input) {
    DType type = operation.outputType(types(input));
    return new Grid(Samples.memory(type, input.elements()), input.rows(), input.cols(), type);
  }

  private static void apply(Kernel kernel, Grid input, Grid output) {
    if (kernel instanceof RowMap map) {
      map.apply(input, output);
    } else {
      int cols = (int) input.cols();
      MemorySegment mean = Samples.moderate(DType.FLOAT64, cols, 5);
      MemorySegment std = Samples.moderate(DType.FLOAT64, cols, 6);
      ((ColumnMap) kernel).apply(input, List.of(mean, std), output);
    }
  }

  private static List<DType> types(Grid input) {
    return List.of(input.dtype());
  }

  private static Params params() {
    return Params.check("rows", List.of(), Map.of());
  }
}
