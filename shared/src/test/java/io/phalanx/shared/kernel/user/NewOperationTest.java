package io.phalanx.shared.kernel.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.phalanx.shared.kernel.ElementMap;
import io.phalanx.shared.kernel.NarrowReduction;
import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.kernel.Reduction;
import io.phalanx.shared.kernel.RowMap;
import io.phalanx.shared.kernel.vector.Elements;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Kernels of functions: what the fast one makes is, bit for bit, what the function says of each
/// element.
class NewOperationTest {
  private static final int[] LENGTHS = {0, 1, 3, 4, 7, 8, 9, 63, 64, 65, 511, 512, 513, 1000, 1025};

  private static final Operation SOFTSIGN =
      NewOperation.map("softsign", params -> x -> x / (1 + Math.abs(x))).operation();

  private static final Operation BLEND =
      NewOperation.zip(
              "blend",
              params -> {
                double weight = params.number("weight");
                return (x, y) -> weight * x + (1 - weight) * y;
              })
          .number("weight", "0.25", "share of the first")
          .operation();

  private static final Operation REVERSED =
      NewOperation.rows(
              "reversed",
              params ->
                  (row, result) -> {
                    for (int i = 0; i < row.length; i++) {
                      result[i] = row[row.length - 1 - i];
                    }
                  })
          .operation();

  private static final Operation SQUARES =
      NewOperation.reduction(
              "squares", params -> Fold.sumOf(x -> x * x, (sum, n) -> Math.sqrt(sum / n)))
          .operation();

  private static final Operation LARGEST =
      NewOperation.reduction(
              "largest", params -> Fold.of(Double.NEGATIVE_INFINITY, Math::max, Math::max))
          .ulp(0)
          .operation();

  private static final Operation LAST =
      NewOperation.reduction("last", params -> new Last()).ulp(0).operation();

  private final Arena arena = Arena.ofConfined();

  @AfterEach
  void closeArena() {
    arena.close();
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void shouldMapEveryElementWhateverTypeAndLength(DType type) {
    DType output = SOFTSIGN.outputType(List.of(type));
    ElementMap fast = (ElementMap) fast(SOFTSIGN, type);
    ElementMap serial = (ElementMap) serial(SOFTSIGN, type);
    for (int n : LENGTHS) {
      MemorySegment x = random(type, n);
      MemorySegment found = memory(output, n);
      MemorySegment wanted = memory(output, n);
      fast.apply(List.of(x), found);
      serial.apply(List.of(x), wanted);

      assertThat(bytes(found)).as("n=%d", n).isEqualTo(bytes(wanted));
      for (int i = 0; i < n; i++) {
        double element = Elements.get(x, type, i);
        double y = element / (1 + Math.abs(element));
        assertThat(Elements.get(wanted, output, i))
            .isEqualTo(output == DType.FLOAT32 ? (float) y : y);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 512, 700, 1499})
  void shouldGiveAnElementTheSameBitsWhereverARunIsCut(int cut) {
    ElementMap map = (ElementMap) fast(SOFTSIGN, DType.FLOAT64);
    MemorySegment x = random(DType.FLOAT64, 1500);
    MemorySegment whole = memory(DType.FLOAT64, 1500);
    MemorySegment cutInTwo = memory(DType.FLOAT64, 1500);
    long bytes = (long) cut * Double.BYTES;

    map.apply(List.of(x), whole);
    map.apply(List.of(x.asSlice(bytes)), cutInTwo.asSlice(bytes));
    map.apply(List.of(x.asSlice(0, bytes)), cutInTwo.asSlice(0, bytes));

    assertThat(bytes(cutInTwo)).isEqualTo(bytes(whole));
  }

  @Test
  void shouldMapInPlace() {
    ElementMap map = (ElementMap) fast(BLEND, DType.FLOAT64, DType.INT32);
    MemorySegment x = random(DType.FLOAT64, 1300);
    MemorySegment y = random(DType.INT32, 1300);
    MemorySegment wanted = memory(DType.FLOAT64, 1300);
    map.apply(List.of(x, y), wanted);

    map.apply(List.of(x, y), x);

    assertThat(bytes(x)).isEqualTo(bytes(wanted));
  }

  @Test
  void shouldRefuseRunsThatDoNotFit() {
    ElementMap map = (ElementMap) fast(BLEND, DType.FLOAT64, DType.FLOAT64);
    MemorySegment x = random(DType.FLOAT64, 4);

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> map.apply(List.of(x, random(DType.FLOAT64, 5)), memory(DType.FLOAT64, 4)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> map.apply(List.of(x.asSlice(0, 24), x.asSlice(8)), x.asSlice(8)));
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void shouldMapWholeRows(DType type) {
    DType output = REVERSED.outputType(List.of(type));
    RowMap map = (RowMap) fast(REVERSED, type);
    for (int cols : new int[] {1, 7, 600}) {
      Grid input = new Grid(random(type, 5 * cols), 5, cols, type);
      Grid result = new Grid(memory(output, 5 * cols), 5, cols, output);
      map.apply(input, result);

      for (int i = 0; i < 5 * cols; i++) {
        int mirrored = i / cols * cols + cols - 1 - i % cols;
        assertThat(Elements.get(result.memory(), output, i))
            .isEqualTo(Elements.get(input.memory(), type, mirrored));
      }
    }
  }

  @Test
  void shouldNotLetARowShowThroughWhereTheNextOneIsNotWritten() {
    Operation first =
        NewOperation.rows(
                "first",
                params ->
                    (row, result) -> {
                      if (row[0] > 0) {
                        result[1] = row[0];
                      }
                    })
            .operation();
    Grid input = new Grid(memory(DType.FLOAT64, 4), 2, 2, DType.FLOAT64);
    input.memory().setAtIndex(ValueLayout.JAVA_DOUBLE, 0, 5);
    Grid output = new Grid(memory(DType.FLOAT64, 4), 2, 2, DType.FLOAT64);

    ((RowMap) fast(first, DType.FLOAT64)).apply(input, output);

    assertThat(output.memory().toArray(ValueLayout.JAVA_DOUBLE)).containsExactly(0, 5, 0, 0);
  }

  @Test
  void shouldRefuseARowThatDoesNotFitTheHeap() {
    RowMap map = (RowMap) fast(REVERSED, DType.UINT8);
    long cols = FunctionRows.COLS_MAX + 1L;
    Grid input = new Grid(arena.allocate(cols), 1, cols, DType.UINT8);
    Grid output = new Grid(arena.allocate(8 * cols), 1, cols, DType.FLOAT64);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> map.apply(input, output))
        .withMessageContaining("row too long for a row function: cols=4194305");
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void shouldFoldARunAsOneElementAfterTheOther(DType type) {
    for (Operation operation : List.of(SQUARES, LARGEST, LAST)) {
      Reduction fast = (Reduction) fast(operation, type);
      Reduction serial = (Reduction) serial(operation, type);
      for (int n : LENGTHS) {
        MemorySegment x = random(type, n);
        MemorySegment found = memory(DType.FLOAT64, fast.slots());
        MemorySegment wanted = memory(DType.FLOAT64, fast.slots());
        fast.reduce(x, 0, found);
        serial.reduce(x, 0, wanted);
        assertThat(bytes(found)).as("%s, n=%d", operation.name(), n).isEqualTo(bytes(wanted));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void shouldFoldColumnsNarrowAndWide(DType type) {
    for (Operation operation : List.of(SQUARES, LARGEST, LAST)) {
      Reduction fast = (Reduction) fast(operation, type);
      Reduction serial = (Reduction) serial(operation, type);
      for (int cols : new int[] {1, 3, 255, 256, 257, 700}) {
        Grid rows = new Grid(random(type, 9 * cols), 9, cols, type);
        MemorySegment found = memory(DType.FLOAT64, fast.slots() * cols);
        MemorySegment wanted = memory(DType.FLOAT64, fast.slots() * cols);
        fast.reduceColumns(rows, 0, found);
        serial.reduceColumns(rows, 0, wanted);
        assertThat(bytes(found)).as("%s, cols=%d", operation.name(), cols).isEqualTo(bytes(wanted));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void shouldFoldNarrowRowsTogetherAsOneByOne(DType type) {
    for (Operation operation : List.of(SQUARES, LARGEST, LAST)) {
      NarrowReduction fast = (NarrowReduction) fast(operation, type);
      Reduction serial = (Reduction) serial(operation, type);
      for (int cols : new int[] {1, 3, 255, 512}) {
        Grid rows = new Grid(random(type, 600 * cols), 600, cols, type);
        MemorySegment found = memory(DType.FLOAT64, 600);
        fast.reduceRows(rows, found);
        for (int row = 0; row < 600; row++) {
          MemorySegment partial = memory(DType.FLOAT64, serial.slots());
          serial.reduce(rows.rows(row, row + 1).memory(), 0, partial);
          double wanted = serial.finish(single(partial), cols);
          assertThat(found.getAtIndex(ValueLayout.JAVA_DOUBLE, row))
              .as("%s, cols=%d, row=%d", operation.name(), cols, row)
              .isEqualTo(wanted);
        }
      }
    }
  }

  private static Reduction.Partials single(MemorySegment partial) {
    return new Reduction.Partials() {
      @Override
      public long count() {
        return 1;
      }

      @Override
      public double value(long index, int slot) {
        return partial.getAtIndex(ValueLayout.JAVA_DOUBLE, slot);
      }
    };
  }

  @Test
  void shouldMergePartialsInTheirOrder() {
    Reduction last = (Reduction) fast(LAST, DType.FLOAT64);
    double[][] partials = {{1, 2}, {0, 0}, {1, 7}, {0, 0}};

    double result =
        last.finish(
            new Reduction.Partials() {
              @Override
              public long count() {
                return partials.length;
              }

              @Override
              public double value(long index, int slot) {
                return partials[(int) index][slot];
              }
            },
            2);

    assertThat(result).isEqualTo(7);
  }

  @Test
  void shouldKeepWhatASumRoundsAway() {
    Fold sum = Fold.sumOf(x -> x);
    double[] state = {0, 0};
    for (double x : new double[] {1e16, 1, -1e16, 1e-3}) {
      sum.add(state, x);
    }
    assertThat(sum.finish(state, 4)).isEqualTo(1.001);

    sum.add(state, Double.POSITIVE_INFINITY);
    assertThat(sum.finish(state, 5)).isInfinite();
    sum.add(state, Double.NEGATIVE_INFINITY);
    assertThat(sum.finish(state, 6)).isNaN();
  }

  @Test
  void shouldRefuseAFoldWithoutAState() {
    Operation odd =
        NewOperation.reduction(
                "odd",
                params ->
                    new Last() {
                      @Override
                      public int slots() {
                        return 0;
                      }
                    })
            .operation();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> serial(odd, DType.FLOAT64))
        .withMessageContaining("slots out of range: slots=0");
  }

  @Test
  void shouldKnowWhatEachFormAllows() {
    assertThat(SOFTSIGN.traits().inPlace()).isTrue();
    assertThat(SOFTSIGN.traits().idempotent()).isFalse();
    assertThat(SQUARES.traits().inPlace()).isFalse();
    assertThat(SQUARES.parameters().getFirst().name()).isEqualTo("axis");
    assertThat(NewOperation.map("m", params -> x -> x).outOfPlaceOnly().idempotent().operation())
        .extracting(operation -> operation.traits().inPlace())
        .isEqualTo(false);
  }

  private static Object fast(Operation operation, DType... types) {
    return operation.kernels().vector(params(operation), List.of(types));
  }

  private static Object serial(Operation operation, DType... types) {
    return operation.kernels().scalar(params(operation), List.of(types));
  }

  private static Params params(Operation operation) {
    return Params.check(operation.name(), operation.parameters(), Map.of());
  }

  private MemorySegment random(DType type, int n) {
    SplittableRandom random = new SplittableRandom(n);
    MemorySegment memory = memory(type, n);
    switch (type) {
      case FLOAT64, FLOAT32 ->
          IntStream.range(0, n)
              .forEach(i -> Elements.put(memory, type, i, random.nextGaussian() * 100));
      default -> {
        byte[] some = new byte[(int) memory.byteSize()];
        random.nextBytes(some);
        MemorySegment.copy(some, 0, memory, ValueLayout.JAVA_BYTE, 0, some.length);
      }
    }
    return memory;
  }

  private MemorySegment memory(DType type, int n) {
    return arena.allocate((long) n * type.bytes(), Double.BYTES);
  }

  private static byte[] bytes(MemorySegment memory) {
    return memory.toArray(ValueLayout.JAVA_BYTE);
  }

  /// The last element that is not zero: no order but the right one gives it.
  private static class Last implements Fold {
    @Override
    public int slots() {
      return 2;
    }

    @Override
    public void start(double[] state) {
      Arrays.fill(state, 0);
    }

    @Override
    public void add(double[] state, double element) {
      if (element != 0) {
        state[0] = 1;
        state[1] = element;
      }
    }

    @Override
    public void merge(double[] state, double[] later) {
      if (later[0] != 0) {
        state[1] = later[1];
      }
    }

    @Override
    public double finish(double[] state, long elements) {
      return state[1];
    }
  }
}
