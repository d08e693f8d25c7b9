package io.phalanx.shared.kernel.elementwise;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.shared.kernel.ElementMap;
import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.kernel.Rehearsable;
import io.phalanx.shared.matrix.DType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The scalar twins of vector functions against those, bit by bit.
///
/// `-Dphalanx.accuracy=N` takes N values, `-Dphalanx.seed=S` chooses others.
class EarlyMapTest {
  private static final int VALUES = Integer.getInteger("phalanx.accuracy", 200_000);
  private static final long SEED = Long.getLong("phalanx.seed", 41);
  private static final int BLOCK = 1 << 12;

  private static final double[] EDGES = {
    0.0,
    -0.0,
    1.0,
    -1.0,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    Double.MIN_NORMAL,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN,
    709.78,
    709.79,
    709.8,
    -708.4,
    -745.2,
    -746.0,
    -746.1,
    -750.0,
    -750.1,
    0.55,
    -0.55,
    0.5500000001,
    30.0,
    30.0000001,
    -30.0,
    1e-300,
    1e-18
  };

  @ParameterizedTest
  @ValueSource(strings = {"sigmoid", "tanh", "exp"})
  void shouldGiveTheBitsOfTheVectorForm(String name) {
    ElementMap early = (ElementMap) kernels(name).early(params(name), List.of(DType.FLOAT64));
    ElementMap vector = (ElementMap) kernels(name).vector(params(name), List.of(DType.FLOAT64));
    assertThat(early).isInstanceOf(Rehearsable.class);
    SplittableRandom random = new SplittableRandom(SEED);

    try (Arena arena = Arena.ofConfined()) {
      MemorySegment input = arena.allocate(ValueLayout.JAVA_DOUBLE, BLOCK);
      MemorySegment expected = arena.allocate(ValueLayout.JAVA_DOUBLE, BLOCK);
      MemorySegment found = arena.allocate(ValueLayout.JAVA_DOUBLE, BLOCK);
      for (int done = 0; done < VALUES; done += BLOCK) {
        for (int i = 0; i < BLOCK; i++) {
          input.setAtIndex(ValueLayout.JAVA_LONG, i, bits(done + i, random));
        }
        vector.apply(List.of(input), expected);
        early.apply(List.of(input), found);
        requireSameBits(name, input, expected, found);
      }
    }
  }

  @Test
  void shouldGoOnWithTheVectorFormOnceThatIsRehearsed() {
    MapKernels kernels =
        MapKernels.wide(() -> ArithmeticLanes.NEG, (x, y, c) -> x).withTwin((x, a, b) -> x + 1);
    ElementMap map = kernels.early(params("exp"), List.of(DType.FLOAT64));
    Rehearsable rehearsable = (Rehearsable) map;

    assertThat(apply(map, 2.0)).isEqualTo(3.0);
    rehearsable.rehearse();
    assertThat(apply(map, 2.0)).isEqualTo(3.0);
    assertThat(rehearsable.isRehearsed()).isFalse();
    rehearsable.adopt();

    assertThat(rehearsable.isRehearsed()).isTrue();
    assertThat(apply(map, 2.0)).isEqualTo(-2.0);
    ElementMap next = kernels.early(params("exp"), List.of(DType.FLOAT64));
    assertThat(apply(next, 2.0)).isEqualTo(-2.0);
  }

  /// A quarter edges and their neighbours, a quarter of any bits, the rest where most numbers lie.
  private static long bits(int index, SplittableRandom random) {
    return switch (index & 3) {
      case 0 ->
          Double.doubleToRawLongBits(EDGES[random.nextInt(EDGES.length)]) + random.nextInt(-2, 3);
      case 1 -> random.nextLong();
      case 2 -> Double.doubleToRawLongBits(random.nextDouble(-760, 760));
      default -> Double.doubleToRawLongBits(random.nextGaussian() * 4);
    };
  }

  private static void requireSameBits(
      String name, MemorySegment input, MemorySegment expected, MemorySegment found) {
    long mismatch = expected.mismatch(found);
    if (mismatch >= 0) {
      long i = mismatch / Double.BYTES;
      assertThat(Long.toHexString(found.getAtIndex(ValueLayout.JAVA_LONG, i)))
          .as("%s of %a", name, input.getAtIndex(ValueLayout.JAVA_DOUBLE, i))
          .isEqualTo(Long.toHexString(expected.getAtIndex(ValueLayout.JAVA_LONG, i)));
    }
  }

  private static double apply(ElementMap map, double value) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment run = arena.allocate(ValueLayout.JAVA_DOUBLE, 5);
      run.setAtIndex(ValueLayout.JAVA_DOUBLE, 4, value);
      map.apply(List.of(run), run);
      return run.getAtIndex(ValueLayout.JAVA_DOUBLE, 4);
    }
  }

  private static Operation.Kernels kernels(String name) {
    return operation(name).kernels();
  }

  private static Params params(String name) {
    return Params.check(name, operation(name).parameters(), Map.of());
  }

  private static Operation operation(String name) {
    return ElementwiseOperations.all().stream()
        .filter(operation -> operation.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
