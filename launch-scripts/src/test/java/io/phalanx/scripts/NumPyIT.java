package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.phalanx.shared.protocol.JobRequest;
import io.phalanx.shared.testing.NumPy;
import io.phalanx.shared.testing.NumPySession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// NumPy's files in, NumPy's results out, and each sees what the other stores.
class NumPyIT {
  @TempDir private static Path root;
  private static NumPy numPy;
  private static Phalanx phalanx;
  private static JobClient jobs;

  @BeforeAll
  static void startCluster() throws Exception {
    numPy = NumPy.required();
    phalanx = Phalanx.in(root);
    for (String dtype : List.of("float64", "float32", "int64", "int32", "uint8")) {
      numPy.run(script("make_matrices.py"), phalanx.file(""), dtype);
    }
    phalanx.start(2);
    jobs = JobClient.connect(phalanx.directory());
  }

  @AfterAll
  static void stopCluster() throws Exception {
    if (phalanx != null) {
      jobs.close();
      phalanx.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"float64", "float32"})
  void shouldGiveNumPysBitsOrComeClose(String dtype) throws IOException {
    List<String> comparisons = new ArrayList<>();
    for (NumPyPeer peer : NumPyPeer.ELEMENTWISE) {
      comparisons.add(compute(peer, dtype, "a", "b"));
    }
    assertThat(compare(dtype, comparisons)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"float64", "float32"})
  void shouldReduceAsNumPyDoes(String dtype) throws IOException {
    List<String> comparisons = new ArrayList<>();
    for (String axis : List.of("all", "rows", "cols")) {
      for (NumPyPeer peer : NumPyPeer.SUMS) {
        comparisons.add(compute(peer.along(axis), dtype, "finite"));
      }
      for (NumPyPeer peer : NumPyPeer.SUMS_OF_NON_FINITE) {
        comparisons.add(compute(peer.along(axis), dtype, "spots"));
      }
      for (NumPyPeer peer : NumPyPeer.EXTREMES) {
        comparisons.add(compute(peer.along(axis), dtype, "a"));
        comparisons.add(compute(peer.along(axis), dtype, "finite"));
      }
    }
    assertThat(compare(dtype, comparisons)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"int64", "int32", "uint8"})
  void shouldTakeIntegersAsInput(String dtype) throws IOException {
    List<String> comparisons = new ArrayList<>();
    for (NumPyPeer peer : NumPyPeer.OF_INTEGERS) {
      comparisons.add(compute(peer, dtype, "a"));
    }
    assertThat(compare(dtype, comparisons)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"float64", "float32"})
  void shouldMultiplyAsNumPyDoes(String dtype) throws IOException {
    List<String> comparisons = new ArrayList<>();
    for (String engine : List.of("auto", "java")) {
      for (NumPyPeer peer : NumPyPeer.PRODUCTS_OF_MATRICES) {
        comparisons.add(compute(peer.with("engine", engine), dtype, "finite", "finite"));
        comparisons.add(compute(peer.with("engine", engine), dtype, "spots", "spots"));
      }
      for (NumPyPeer peer : NumPyPeer.STATISTICS) {
        comparisons.add(compute(peer.with("engine", engine), dtype, "finite"));
      }
      NumPyPeer peer = NumPyPeer.OF_VECTOR.with("engine", engine);
      comparisons.add(compute(peer, dtype, "finite", "vector"));
    }
    assertThat(compare(dtype, comparisons)).isEmpty();
  }

  @Test
  void shouldAddAThirdMatrixToAProduct() throws IOException {
    Path output = phalanx.file("sum-of-product.npy");
    List<Path> inputs =
        List.of(
            phalanx.file("float64-finite.npy"),
            phalanx.file("float64-finite.npy"),
            phalanx.file("float64-third.npy"));
    jobs.write("matmul", Map.of("transb", "true", "alpha", "0.5", "beta", "-3"), inputs, output);
    String line =
        "sum-of-product|finite|third|0.5 * (a @ a.T) - 3 * b|1034|abs(a) @ abs(a).T + 3 * abs(b)";
    assertThat(compare("float64", List.of(line))).isEmpty();
  }

  @Test
  void shouldPrintResultsThatReadBackToTheSameBits() throws Exception {
    Path input = phalanx.file("float64-finite.npy");
    double[] sums = jobs.reduce("sum", Map.of("axis", "rows"), input);

    JsonNode printed = phalanx.json("run", "sum", input, "--param", "axis=rows").get("result");
    JsonNode nan = phalanx.json("run", "min", phalanx.file("float64-a.npy")).get("result");

    assertThat(printed).hasSize(sums.length);
    for (int row = 0; row < sums.length; row++) {
      assertThat(Double.parseDouble(printed.get(row).asText())).isEqualTo(sums[row]);
    }
    assertThat(nan.isTextual()).isTrue();
    assertThat(nan.asText()).isEqualTo("NaN");
  }

  @Test
  void shouldShareOneMappingWithNumPy() throws Exception {
    Path file = phalanx.file("shared.npy");
    try (NumPySession session =
        numPy.start(
            """
            numpy.save(sys.argv[1], numpy.full((1000, 300), 2.0))
            a = numpy.load(sys.argv[1], mmap_mode="r+")
            print("saved")
            sys.stdin.readline()
            print((a == 4.0).all())
            a[:] = 5.0
            print("stored")
            sys.stdin.readline()
            print((a == 25.0).all())
            """,
            file)) {
      assertThat(session.readLine()).isEqualTo("saved");
      phalanx.succeed("run", "square", file, "--in-place");
      session.send("");
      assertThat(session.readLine()).isEqualTo("True");
      assertThat(session.readLine()).isEqualTo("stored");
      phalanx.succeed("run", "square", file, "--in-place");
      session.send("");
      assertThat(session.finish()).isEqualTo("True");
    }
  }

  @Test
  void shouldWorkOnTheSharedMemoryOfAPythonProgram() throws Exception {
    try (NumPySession session =
        numPy.start(
            """
            from multiprocessing import shared_memory
            block = shared_memory.SharedMemory(create=True, size=200 * 100 * 8)
            a = numpy.ndarray((200, 100), buffer=block.buf)
            a[:] = numpy.arange(20000).reshape(200, 100)
            print(block.name)
            sys.stdin.readline()
            print((a == 2 * numpy.arange(20000).reshape(200, 100) + 1).all())
            del a
            block.close()
            block.unlink()
            """)) {
      String block = "shm:" + session.readLine() + "?shape=200x100&dtype=float64";
      phalanx.succeed(
          "run", "affine", block, "--in-place", "--param", "a=2", "--param", "b=1", "--verify=all");
      assertThat(phalanx.json("run", "max", block).get("result").asDouble()).isEqualTo(39_999);
      assertThat(phalanx.json("run", "mean", block).get("result").asDouble()).isEqualTo(20_000);
      session.send("");
      assertThat(session.finish()).isEqualTo("True");
    }
  }

  /// Runs an operation.
  ///
  /// @return the line that asks for its comparison
  private static String compute(NumPyPeer peer, String dtype, String... matrices) {
    List<String> names = List.of(matrices).subList(0, peer.inputs());
    String result =
        String.join("-", peer.operation(), peer.variant(), dtype, String.join("-", names));
    List<String> inputs =
        names.stream().map(name -> phalanx.file(dtype + "-" + name + ".npy").toString()).toList();
    String output = phalanx.file(result + ".npy").toString();
    jobs.run(new JobRequest(peer.operation(), peer.params(), inputs, output, false, Map.of()));
    return String.join(
        "|",
        result,
        names.getFirst(),
        names.getLast(),
        peer.expression(),
        peer.ulp() + "",
        peer.scale());
  }

  /// What differs, a line each.
  private static String compare(String dtype, List<String> comparisons) throws IOException {
    try (NumPySession session =
        numPy.start(script("compare_with_numpy.py"), phalanx.file(""), dtype)) {
      comparisons.forEach(session::send);
      return session.finish();
    }
  }

  private static String script(String name) throws IOException {
    try (InputStream text = NumPyIT.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(text, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
