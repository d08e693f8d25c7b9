package io.phalanx.shared.kernel.elementwise;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.shared.kernel.ElementMap;
import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.kernel.vector.Elements;
import io.phalanx.shared.kernel.vector.Samples;
import io.phalanx.shared.matrix.DType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for every element-wise operation.
class ElementwiseOperationsTest {
  private static final long SEED = 20260101;

  static Stream<Arguments> operationsOfFloats() {
    return ElementwiseOperations.all().stream()
        .flatMap(operation ->
            Stream.of(DType.FLOAT64, DType.FLOAT32)
                .map(type -> Arguments.argumentSet(label(operation, type), operation, type)));
  }

  static Stream<Arguments> operationsOfOtherTypes() {
    List<Arguments> cases = new ArrayList<>();
    for (Operation operation : ElementwiseOperations.all()) {
      for (DType first : DType.values()) {
        for (DType second : operation.inputs() == 1 ? List.of(first) : List.of(DType.values())) {
          List<DType> types = operation.inputs() == 1 ? List.of(first) : List.of(first, second);
          if (types.stream().distinct().count() > 1 || !first.isFloat()) {
            cases.add(Arguments.argumentSet(operation.name() + " " + types, operation, types));
          }
        }
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("operationsOfFloats")
  void shouldAgreeWithTheScalarKernelAtEveryLength(Operation operation, DType type) {
    for (int n : Samples.LENGTHS) {
      for (int i = 0; i < 3; i++) {
        checkAgainstScalar(operation, same(operation, type), n, SEED + i);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("operationsOfOtherTypes")
  void shouldComputeInFloat64WhenAnInputIsNotFloat32(Operation operation, List<DType> types) {
    assertThat(operation.outputType(types)).isEqualTo(DType.FLOAT64);
    for (int n : List.of(0, 5, 1023, 2050)) {
      checkAgainstScalar(operation, types, n, SEED);
    }
  }

  @ParameterizedTest
  @MethodSource("operationsOfFloats")
  void shouldGiveTheSameBitsInPlace(Operation operation, DType type) {
    assertThat(operation.traits().inPlace()).isTrue();
    for (int n : Samples.LENGTHS) {
      List<MemorySegment> inputs = inputs(same(operation, type), n, SEED);
      List<Long> wanted = Samples.bits(run(operation, type, inputs), type);
      for (int i = 0; i < operation.inputs(); i++) {
        List<MemorySegment> copies = inputs.stream().map(Samples::copy).toList();
        vector(operation, same(operation, type)).apply(copies, copies.get(i));
        assertThat(Samples.bits(copies.get(i), type)).isEqualTo(wanted);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("operationsOfFloats")
  void shouldGiveTheSameBitsWhereverARunIsCut(Operation operation, DType type) {
    int n = 300;
    List<MemorySegment> inputs = inputs(same(operation, type), n, SEED);
    List<Long> wanted = Samples.bits(run(operation, type, inputs), type);
    MemorySegment output = Samples.memory(type, n);
    ElementMap kernel = vector(operation, same(operation, type));
    Random random = new Random(SEED);
    for (int first = 0, limit; first < n; first = limit) {
      limit = Math.min(n, first + 1 + random.nextInt(40));
      long offset = (long) first * type.bytes();
      long bytes = (long) (limit - first) * type.bytes();
      List<MemorySegment> parts = inputs.stream().map(x -> x.asSlice(offset, bytes)).toList();
      kernel.apply(parts, output.asSlice(offset, bytes));
    }
    assertThat(Samples.bits(output, type)).isEqualTo(wanted);
  }

  @ParameterizedTest
  @MethodSource("operationsOfFloats")
  void shouldGiveTheSameBitsAtAnyAddress(Operation operation, DType type) {
    List<MemorySegment> inputs = inputs(same(operation, type), 100, SEED);
    List<MemorySegment> shifted = inputs.stream().map(x -> shift(x, 3)).toList();
    MemorySegment output = shift(Samples.memory(type, 100), 1);
    vector(operation, same(operation, type)).apply(shifted, output);
    List<Long> wanted = Samples.bits(run(operation, type, inputs), type);
    assertThat(Samples.bits(output, type)).isEqualTo(wanted);
  }

  @ParameterizedTest
  @MethodSource("operationsOfFloats")
  void shouldChangeNothingTheSecondTimeOnlyWhenIdempotent(Operation operation, DType type) {
    List<MemorySegment> inputs = inputs(same(operation, type), 1000, SEED);
    MemorySegment once = run(operation, type, inputs);
    List<MemorySegment> again = new ArrayList<>(inputs);
    again.set(0, once);
    boolean same = Samples.bits(run(operation, type, again), type).equals(Samples.bits(once, type));
    assertThat(same).isEqualTo(operation.traits().idempotent());
  }

  private static void checkAgainstScalar(Operation operation, List<DType> types, int n, long seed) {
    List<MemorySegment> inputs = inputs(types, n, seed);
    DType type = operation.outputType(types);
    MemorySegment fast = Samples.memory(type, n);
    MemorySegment scalar = Samples.memory(type, n);
    vector(operation, types).apply(inputs, fast);
    ((ElementMap) operation.kernels().scalar(params(operation), types)).apply(inputs, scalar);
    for (int i = 0; i < n; i++) {
      double x = Elements.get(inputs.getFirst(), types.getFirst(), i);
      double y = Elements.get(fast, type, i);
      double wanted = Elements.get(scalar, type, i);
      assertThat(Samples.distance(y, wanted, type))
          .as("%s of %s at %d of %d: %s, scalar %s", operation.name(), x, i, n, y, wanted)
          .isLessThanOrEqualTo(operation.traits().ulpMax());
    }
  }

  private static MemorySegment run(Operation operation, DType type, List<MemorySegment> inputs) {
    MemorySegment output = Samples.memory(type, inputs.getFirst().byteSize() / type.bytes());
    vector(operation, same(operation, type)).apply(inputs, output);
    return output;
  }

  private static MemorySegment shift(MemorySegment run, long bytes) {
    MemorySegment room = Samples.memory(DType.UINT8, run.byteSize() + bytes);
    return room.asSlice(bytes).copyFrom(run);
  }

  private static List<MemorySegment> inputs(List<DType> types, int n, long seed) {
    List<MemorySegment> inputs = new ArrayList<>();
    for (DType type : types) {
      inputs.add(Samples.of(type, n, seed + 1000L * inputs.size()));
    }
    return inputs;
  }

  private static List<DType> same(Operation operation, DType type) {
    return Collections.nCopies(operation.inputs(), type);
  }

  private static ElementMap vector(Operation operation, List<DType> types) {
    return (ElementMap) operation.kernels().vector(params(operation), types);
  }

  private static Params params(Operation operation) {
    Map<String, String> given =
        switch (operation.name()) {
          case "affine" -> Map.of("a", "1.1", "b", "-0.3");
          case "clip" -> Map.of("min", "-0.1", "max", "2.3");
          default -> Map.of();
        };
    return Params.check(operation.name(), operation.parameters(), given);
  }

  private static String label(Operation operation, DType type) {
    return operation.name() + " " + type.label();
  }
}
