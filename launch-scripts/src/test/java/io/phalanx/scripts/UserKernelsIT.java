package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.jobs.JobState;
import io.phalanx.scripts.Matrices.Shape;
import io.phalanx.scripts.Script.Outcome;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.plugin.KernelSet;
import io.phalanx.shared.protocol.JobRequest;
import io.phalanx.shared.protocol.KernelJarRef;
import io.phalanx.shared.testing.BuiltJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The example, compiled with phalanx-shared alone, and kernels that misbehave, on one live
/// cluster.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UserKernelsIT {
  private static final Path EXAMPLE = Distribution.SCRIPTS.resolve("examples/user-kernel");
  private static final Shape SHAPE = new Shape(1111, 333);

  private static final String BAD =
      """
      package bad;
      import io.phalanx.shared.kernel.Operation;
      import io.phalanx.shared.kernel.user.NewOperation;
      import io.phalanx.shared.kernel.user.OperationProvider;
      import java.util.List;
      import java.util.function.DoubleUnaryOperator;
      public final class Bad implements OperationProvider {
        @Override public List<Operation> operations() {
          return List.of(
              map("throws", x -> { throw new IllegalStateException("not a\\nnumber I like"); }),
              map("errs", x -> { throw new Error("an error of my own"); }),
              map("beyond", x -> new double[] {x}[1]),
              map("exits", x -> { System.exit(7); return x; }),
              NewOperation.kernel("vectorless", Operation.Family.ELEMENTS, 1,
                  new Operation.Kernels() {
                    public io.phalanx.shared.kernel.Kernel vector(
                        io.phalanx.shared.kernel.Params p,
                        List<io.phalanx.shared.matrix.DType> types) {
                      return Late.KERNEL;
                    }
                    public io.phalanx.shared.kernel.Kernel scalar(
                        io.phalanx.shared.kernel.Params p,
                        List<io.phalanx.shared.matrix.DType> types) {
                      return (io.phalanx.shared.kernel.ElementMap) (in, out) -> {};
                    }
                  }).operation());
        }
        private static Operation map(String name, DoubleUnaryOperator function) {
          return NewOperation.map(name, params -> function).operation();
        }
        static final class Late {
          static final io.phalanx.shared.kernel.Kernel KERNEL = Late.load();
          private static io.phalanx.shared.kernel.Kernel load() {
            throw new UnsupportedOperationException("late");
          }
        }
      }
      """;

  private Phalanx phalanx;
  private Path input;
  private Path example;
  private Path bad;

  @BeforeAll
  void startCluster(@TempDir Path root) throws Exception {
    phalanx = Phalanx.in(root);
    input =
        Matrices.write(
            phalanx.file("in.npy"),
            DType.FLOAT64,
            SHAPE,
            i -> Math.floorMod(i * 7919, 1009) - 504.5);
    // Alone in its folder: its manifest names jars that are not there.
    Path shared =
        Files.copy(
            Distribution.HOME.resolve("lib/phalanx-shared.jar"),
            Files.createDirectory(root.resolve("shared alone")).resolve("phalanx-shared.jar"));
    example = phalanx.file("example kernels.jar");
    build(root.resolve("example"), shared, EXAMPLE.resolve("src/main/java"))
        .resource(service(), Files.readString(EXAMPLE.resolve("src/main/resources/" + service())))
        .pack(example, "");
    bad = phalanx.file("bad.jar");
    Path sources = Files.createDirectories(root.resolve("bad/src/bad"));
    Files.writeString(sources.resolve("Bad.java"), BAD);
    build(root.resolve("bad"), shared, root.resolve("bad/src"))
        .resource(service(), "bad.Bad")
        .pack(bad, "");
    phalanx.start(2);
  }

  @AfterAll
  void leaveNothing() {
    phalanx.close();
  }

  @Test
  @Order(1)
  void shouldShowTheExampleInTheGuide() throws IOException {
    String sample =
        Files.readString(EXAMPLE.resolve("src/main/java/com/example/kernels/Softsign.java"));

    assertThat(Guide.named("kernels.md").programs()).containsExactly(sample);
  }

  @Test
  @Order(2)
  void shouldRunTheExampleOutOfPlaceAndInPlace() throws Exception {
    Path output = phalanx.file("softsign.npy");
    Path changed = Files.copy(input, phalanx.file("changed.npy"));

    JsonNode first =
        phalanx.json(
            "run", "softsign", input, "--out", output, "--kernels", example, "--verify=all");
    JsonNode second =
        phalanx.json(
            "run", "softsign", changed, "--in-place", "--kernels", example, "--verify=all");

    for (JsonNode verified : List.of(first.get("verified"), second.get("verified"))) {
      assertThat(verified.get("checked").asLong()).isEqualTo(SHAPE.elements());
      assertThat(verified.get("wrong").asLong()).isZero();
    }
    assertThat(Matrices.checksum(changed)).isEqualTo(Matrices.checksum(output));
    double x = Matrices.read(input)[0];
    assertThat(Matrices.read(output)[0]).isEqualTo(x / (1 + Math.abs(x)));
  }

  @Test
  @Order(3)
  void shouldVerifyAReductionThatTheEnvironmentNames() throws Exception {
    Outcome outcome =
        phalanx
            .script("run", "rms", input, "--param", "axis=cols", "--verify=all", "--json")
            .with("PHALANX_KERNELS", example)
            .run();

    JsonNode job = Phalanx.json(Phalanx.succeeded(outcome));
    assertThat(job.at("/verified/wrong").asLong()).isZero();
    assertThat(job.get("result")).hasSize((int) SHAPE.cols());
  }

  @Test
  @Order(4)
  void shouldFailTheJobInOneLineWhenAKernelThrows() throws Exception {
    Path changed = Files.copy(input, phalanx.file("thrown.npy"));

    Outcome outcome = phalanx.run("run", "throws", changed, "--in-place", "--kernels", bad);

    assertThat(outcome.exit()).isEqualTo(1);
    String line =
        outcome.err().lines().filter(said -> said.contains("failed")).findFirst().orElse("");
    assertThat(outcome.err().lines().skip(1)).containsExactly(line);
    assertThat(line)
        .contains(
            "operation failed: operation=throws, tile=",
            "cause=java.lang.IllegalStateException: not a number I like at bad.Bad.lambda$",
            "(Bad.java:10); stack trace in " + phalanx.directory().logs().resolve("worker-"));
    assertThat(log("worker-0") + log("worker-1"))
        .contains("number I like", "at kernels//bad.Bad.lambda$");
    assertThat(Matrices.checksum(changed)).isEqualTo(Matrices.checksum(input));
  }

  @ParameterizedTest
  @Order(5)
  @CsvSource(
      delimiter = '|',
      value = {
        "errs       | java.lang.Error: an error of my own at bad.Bad.lambda$",
        "beyond     | java.lang.ArrayIndexOutOfBoundsException",
        "vectorless | java.lang.UnsupportedOperationException: late at bad.Bad$Late.load(Bad.java",
        "exits      | kernel kills its workers: operation=exits, lost without a tile done=6, last exit=7",
      })
  void shouldFailTheJobAndLiveWhenAKernelMisbehaves(String operation, String said)
      throws Exception {
    Path output = phalanx.file("none.npy");
    try (JobClient jobs = JobClient.connect(phalanx.directory())) {
      JobRecord job = jobs.await(jobs.submit(request(operation, bad, input, output)));

      assertThat(job.state()).isEqualTo(JobState.FAILED);
      assertThat(job.outcome().error()).contains(said).doesNotContain("\n");
      int lost = operation.equals("exits") ? 6 : 0;
      // The other worker may be at its end, too, before it hears that the job failed.
      assertThat(job.counts().workerRestarts()).isBetween(lost, lost == 0 ? 0 : lost + 1);
    }
    phalanx.assertNoHalfOutput(output);
    phalanx.awaitIdle(2);
  }

  @Test
  @Order(6)
  void shouldRunOnVectorsWithTheSameBitsForAnyTileSize() throws Exception {
    Path one = phalanx.file("one.npy");
    Path other = phalanx.file("other.npy");
    try (JobClient jobs = JobClient.connect(phalanx.directory())) {
      jobs.run(request("swish", example, input, one));
      JobRequest wide = request("swish", example, input, other);
      jobs.run(
          new JobRequest(
              "swish",
              Map.of(),
              wide.inputs(),
              wide.output(),
              false,
              Map.of("tileKib", "4"),
              wide.kernels()));
    }

    assertThat(Matrices.checksum(other)).isEqualTo(Matrices.checksum(one));
  }

  @ParameterizedTest
  @Order(7)
  @CsvSource({"softsign, COPY, true", "softsign, CLEAR, false", "sort-rows, COMPUTE, false"})
  void shouldEndExactlyWhenAWorkerIsKilled(String operation, String step, boolean half)
      throws Exception {
    Path changed = phalanx.file("killed.npy");
    Files.copy(input, changed, StandardCopyOption.REPLACE_EXISTING);
    Path whole = phalanx.file("whole.npy");
    phalanx.breakAt("step=" + step, "half=" + half, "tile=3", "action=kill");
    try (JobClient jobs = JobClient.connect(phalanx.directory())) {
      JobRecord job = jobs.run(request(operation, example, changed, null));
      assertThat(job.counts().workerRestarts()).isEqualTo(1);
      jobs.run(request(operation, example, input, whole));
    }

    assertThat(Matrices.checksum(changed)).isEqualTo(Matrices.checksum(whole));
    phalanx.awaitIdle(2);
  }

  @Test
  @Order(8)
  void shouldComputeWithTheJarThatAJobWasSubmittedWith() throws Exception {
    Path jar = Files.copy(example, phalanx.file("mine.jar"));
    Path changed = Files.copy(input, phalanx.file("resumed.npy"));
    Path whole = phalanx.file("softsign.npy");
    String cutOff = cutOffBetweenTiles(request("softsign", jar, changed, null));
    Files.copy(bad, jar, StandardCopyOption.REPLACE_EXISTING);

    Path copy = phalanx.directory().kernels().resolve(sha256(example)).resolve("mine.jar");
    byte[] content = Files.readAllBytes(copy);
    Files.write(copy, new byte[content.length]);
    Outcome refused = phalanx.run("resume", cutOff);
    Files.write(copy, content);
    JsonNode done = phalanx.json("resume", cutOff);

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err())
        .contains("kernel jar changed since the job was planned: kernels=" + copy);
    assertThat(done.get("state").asText()).isEqualTo("DONE");
    assertThat(Matrices.checksum(changed)).isEqualTo(Matrices.checksum(whole));
  }

  /// Leaves a job in place half done, its cluster gone.
  private String cutOffBetweenTiles(JobRequest request) throws Exception {
    phalanx.breakAt("step=BEGIN", "tile=5", "action=stop");
    String id;
    try (JobClient jobs = JobClient.connect(phalanx.directory())) {
      id = jobs.submit(request);
      phalanx.awaitBreak();
    }
    ClusterProcesses.kill(phalanx.coordinatorPid());
    phalanx.processes().killAll(); // one of its workers is stopped, and would stay
    phalanx.processes().awaitNone(Await.LONG);
    return id;
  }

  private String log(String worker) throws IOException {
    return Files.readString(phalanx.directory().log(worker));
  }

  private static BuiltJar build(Path folder, Path shared, Path sources) throws IOException {
    return new BuiltJar(folder, shared.toString())
        .compile(sources, "--release", "25", "--add-modules", "jdk.incubator.vector");
  }

  private static String service() {
    return "META-INF/services/io.phalanx.shared.kernel.user.OperationProvider";
  }

  private static String sha256(Path jar) {
    return jars(jar).getFirst().sha256();
  }

  private static List<KernelJarRef> jars(Path jar) {
    return KernelSet.of(jar).jars();
  }

  private static JobRequest request(String operation, Path jar, Path input, @Nullable Path output) {
    return new JobRequest(
        operation,
        Map.of(),
        List.of(input.toString()),
        output == null ? null : output.toString(),
        output == null,
        Map.of(),
        jars(jar));
  }
}
