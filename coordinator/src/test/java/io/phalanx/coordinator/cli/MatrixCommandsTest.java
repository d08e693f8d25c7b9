package io.phalanx.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.phalanx.shared.matrix.Access;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.NewMatrix;
import io.phalanx.shared.matrix.SharedMatrix;
import io.phalanx.shared.testing.OddNames;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatrixCommandsTest {
  private static final Object[] NONE = {};

  @TempDir private Path folder;
  private Path a;
  private Path b;

  @BeforeEach
  void nameFiles() {
    a = folder.resolve(OddNames.of("a") + ".npy");
    b = folder.resolve("b.npy");
  }

  @ParameterizedTest
  @CsvSource({"0x0", "0x5", "5x0", "1x1", "7x3", "1x40000"})
  void shouldMakeMatrixOfShape(String shape) {
    assertThat(CliRun.of("matrix", "create", a, "--shape", shape).exitCode()).isZero();

    JsonNode info = json(CliRun.of("matrix", "info", a, "--json")).at("/files/0");
    assertThat(info.get("rows") + "x" + info.get("cols")).isEqualTo(shape);
    assertThat(info.get("path").asText()).isEqualTo(a.toString());
    assertThat(info.get("dataOffset").asInt()).isEqualTo(4096);
    assertThat(info.get("npyVersion").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"zeros", "const", "uniform", "randn"})
  void shouldFillInPlaceAsCreateDoes(String fill) {
    Object[] params = fill.equals("const") ? new Object[] {"--param", "value=-1.5e-310"} : NONE;
    create(a, "300x70", "--fill", fill, params);
    create(b, "300x70", "--fill", "const", "--param", "value=9");

    assertThat(CliRun.of(concat(params, "matrix", "fill", b, fill)).exitCode()).isZero();

    assertThat(CliRun.of("matrix", "diff", a, b).exitCode()).isZero();
  }

  @Test
  void shouldDependOnSeedAlone() {
    create(a, "1000x700", "--fill", "randn", "--seed", "7");
    create(b, "1000x700", "--fill", "randn", "--param", "seed=7");

    assertThat(CliRun.of("matrix", "diff", a, b).out()).isEqualTo("same: 700000 elements\n");
    create(b, "1000x700", "--force", "--fill", "randn", "--seed", "8");
    assertThat(CliRun.of("matrix", "diff", a, b).exitCode()).isEqualTo(1);
  }

  @Test
  void shouldKeepExistingFileUnlessForced() {
    create(a, "2x2", "--fill", "const", "--param", "value=1");

    assertThat(CliRun.of("matrix", "create", a, "--shape", "3x3").exitCode()).isEqualTo(2);
    assertThat(json(CliRun.of("matrix", "info", a, "--json")).at("/files/0/rows").asInt())
        .isEqualTo(2);

    create(a, "3x3", "--force");
    assertThat(json(CliRun.of("matrix", "info", a, "--json")).at("/files/0/rows").asInt())
        .isEqualTo(3);
    assertThat(folder).isDirectoryNotContaining("glob:**phalanx-tmp");
  }

  @Test
  void shouldPrintEveryBitOfHead() {
    write(a, 2, 3, 0.1, -0.0, Double.NaN, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, 1e308);

    JsonNode head = json(CliRun.of("matrix", "head", a, "--json")).get("head");

    assertThat(head.toString()).isEqualTo("[[0.1,-0.0,\"NaN\"],[\"-Infinity\",4.9E-324,1.0E308]]");
    assertThat(CliRun.of("matrix", "head", a, "-n", 1, "--cols", 2).out())
        .isEqualTo("     0     1\n0  0.1  -0.0\nof 2x3 float64\n");
    assertThat(CliRun.of("matrix", "head", a, "-n", 0).out()).contains("of 2x3");
  }

  @Test
  void shouldDescribeFiniteElementsAndCountOthers() {
    write(a, 1, 7, 1, 2, Double.NaN, Double.POSITIVE_INFINITY, 3, Double.NEGATIVE_INFINITY, 6);

    JsonNode stat = json(CliRun.of("matrix", "stat", a, "--json"));

    assertThat(stat.get("count").asLong()).isEqualTo(7);
    assertThat(stat.get("finite").asLong()).isEqualTo(4);
    assertThat(stat.get("nan").asLong()).isEqualTo(1);
    assertThat(stat.get("positiveInf").asLong()).isEqualTo(1);
    assertThat(stat.get("negativeInf").asLong()).isEqualTo(1);
    assertThat(stat.get("min").asDouble()).isEqualTo(1);
    assertThat(stat.get("max").asDouble()).isEqualTo(6);
    assertThat(stat.get("mean").asDouble()).isEqualTo(3);
    assertThat(stat.get("std").asDouble()).isEqualTo(Math.sqrt(3.5));
  }

  @Test
  void shouldHaveNoFiguresWithoutFiniteElement() {
    write(a, 1, 1, Double.NaN);
    create(b, "0x4");

    assertThat(json(CliRun.of("matrix", "stat", a, "--json")).get("min").isNull()).isTrue();
    assertThat(CliRun.of("matrix", "stat", b).out())
        .contains(String.format("%-12s -", "mean"))
        .contains(String.format("%-12s 0", "count"));
  }

  @Test
  void shouldSayWhereMatricesDiffer() {
    write(a, 2, 2, 1, 2, 3, 4);
    write(b, 2, 2, 1, Math.nextUp(2.0), Double.NaN, 4);

    CliRun run = CliRun.of("matrix", "diff", a, b, "--json");

    assertThat(run.exitCode()).isEqualTo(1);
    JsonNode diff = json(run);
    assertThat(diff.get("same").asBoolean()).isFalse();
    assertThat(diff.get("differing").asLong()).isEqualTo(2);
    assertThat(diff.get("places").get(0).toString())
        .isEqualTo("{\"row\":0,\"col\":1,\"left\":2.0,\"right\":2.0000000000000004,\"ulp\":1}");
    assertThat(diff.get("places").get(1).get("right").asText()).isEqualTo("NaN");
    assertThat(CliRun.of("matrix", "diff", a, b).out())
        .startsWith("different: 2 of 4 elements, largest distance inf ulp\n");
  }

  @Test
  void shouldTolerateDistanceWhenAllowed() {
    write(a, 1, 3, 2, 0.0, Double.NaN);
    write(b, 1, 3, Math.nextUp(2.0), -0.0, Double.NaN);

    assertThat(CliRun.of("matrix", "diff", a, b).exitCode()).isEqualTo(1);
    assertThat(CliRun.of("matrix", "diff", a, b, "--ulp", 0).exitCode()).isEqualTo(1);
    CliRun tolerant = CliRun.of("matrix", "diff", a, b, "--ulp", 1);
    assertThat(tolerant.exitCode()).isZero();
    assertThat(tolerant.out()).isEqualTo("same: 3 elements, at most 1 ulp apart\n");
  }

  @Test
  void shouldCallMatricesOfOtherShapeDifferent() {
    create(a, "2x3");
    create(b, "3x2");

    CliRun run = CliRun.of("matrix", "diff", a, b);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEqualTo("different: 2 x 3 float64 against 3 x 2 float64\n");
  }

  @Test
  void shouldRefuseToFillWholeNumbersAndLeaveThem() throws IOException {
    try (NewMatrix matrix = NewMatrix.create(a, DType.INT32, 1, 1)) {
      matrix.commit();
    }
    byte[] before = Files.readAllBytes(a);

    CliRun run = CliRun.of("matrix", "fill", a, "randn");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("dtype=int32").hasLineCount(1);
    assertThat(Files.readAllBytes(a)).isEqualTo(before);
  }

  private static void create(Path file, String shape, Object... rest) {
    Object[] flat =
        Arrays.stream(rest)
            .flatMap(
                word -> word instanceof Object[] words ? Arrays.stream(words) : Stream.of(word))
            .toArray();
    CliRun run = CliRun.of(concat(flat, "matrix", "create", file, "--shape", shape));
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
  }

  private static Object[] concat(Object[] last, Object... first) {
    return Stream.concat(Arrays.stream(first), Arrays.stream(last)).toArray();
  }

  private static void write(Path file, long rows, long cols, double... values) {
    try (NewMatrix matrix = NewMatrix.create(file, DType.FLOAT64, rows, cols)) {
      matrix.commit();
    }
    try (SharedMatrix matrix = SharedMatrix.open(file, Access.READ_WRITE)) {
      for (int i = 0; i < values.length; i++) {
        matrix.grid().memory().setAtIndex(ValueLayout.JAVA_DOUBLE, i, values[i]);
      }
    }
  }

  private static JsonNode json(CliRun run) {
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).hasLineCount(1);
    try {
      return new ObjectMapper().readTree(run.out());
    } catch (IOException e) {
      throw new AssertionError(run.out(), e);
    }
  }
}
