package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.phalanx.scripts.Matrices.Shape;
import io.phalanx.scripts.Script.Outcome;
import io.phalanx.shared.matrix.DType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Settings of users, from flag, environment and file down to the processes.
class ConfigurationIT {
  /// Place of the niceness among what follows the name in `/proc/PID/stat`, see proc(5).
  private static final int NICE = 16;

  @TempDir private Path root;
  private Phalanx phalanx;
  private Path small;

  @BeforeEach
  void makeFiles() throws IOException {
    phalanx = Phalanx.in(root);
    small = Matrices.write(phalanx.file("small.npy"), DType.FLOAT64, new Shape(2, 2), i -> i);
  }

  @AfterEach
  void leaveNothing() {
    phalanx.close();
  }

  @Test
  void shouldStartWorkersAsTheFileSays() throws Exception {
    write("# ours", "workers=1", "worker-heap=96MiB", "worker-threads=2", "log-bytes=128KiB");
    phalanx.succeed("config set", "worker-nice", 3);
    assertThat(file())
        .hasContent(
            "# ours\nworkers=1\nworker-heap=96MiB\nworker-threads=2\nlog-bytes=128KiB\nworker-nice=3\n");

    Outcome started =
        phalanx
            .script("start", "--detach", "--worker-nice", 5)
            .with("PHALANX_WORKER_HEAP", "80MiB")
            .run();

    assertThat(Phalanx.succeeded(started).err())
        .contains("workers=1, worker-threads=2, log-bytes=128KiB (from " + file() + ")");
    phalanx.awaitIdle(1);
    Path worker = Path.of("/proc", String.valueOf(phalanx.workerPid(0)));
    List<String> command = List.of(Files.readString(worker.resolve("cmdline")).split("\0", -1));
    assertThat(command).contains("-Xmx80m", "-XX:ActiveProcessorCount=2");
    assertThat(Files.readString(worker.resolve("environ")).split("\0", -1))
        .contains("OPENBLAS_NUM_THREADS=2");
    assertThat(niceness(worker)).isEqualTo(niceness(Path.of("/proc/self")) + 5);
    assertThat(phalanx.directory().settings()).content().contains("logBytes=131072");

    // A cluster that was started stays as it is, whatever the file says from now on.
    phalanx.succeed("config set", "workers", 2);
    phalanx.succeed("run", "sum", small);
    Outcome other = phalanx.run("run", "sum", small, "--workers", 2);
    assertThat(other.exit()).isEqualTo(2);
    assertThat(other.err()).contains("workers=2, running=1; leave out --workers");
  }

  @Test
  void shouldReplaceAKeptClusterWhenFileOrEnvironmentWantAnother() throws Exception {
    write("workers=1", "keep-alive=10m");
    Outcome first = phalanx.succeed("run", "sum", small);
    assertThat(first.err()).contains("phalanx: workers=1 (from " + file() + ")");
    long pid = phalanx.coordinatorPid();
    Path booth = phalanx.directory().calls().resolve("3/in");
    Await.until("four booths", Await.LONG, () -> Files.exists(booth));

    assertThat(phalanx.succeed("run", "sum", small).err()).doesNotContain("workers");
    assertThat(phalanx.coordinatorPid()).isEqualTo(pid);
    // What is wrong is refused by the cluster as by anybody.
    Outcome bad = phalanx.script("run", "sum", small).with("PHALANX_WORKERS", "many").run();
    assertThat(bad.exit()).isEqualTo(2);
    assertThat(bad.err()).hasLineCount(1).contains("variable=PHALANX_WORKERS, workers=many");

    Outcome other = phalanx.script("run", "sum", small).with("PHALANX_WORKERS", 2).run();

    assertThat(Phalanx.succeeded(other).err()).contains("other settings (workers=1, wanted 2)");
    assertThat(phalanx.workerPids()).hasSize(2);
  }

  @Test
  void shouldRefuseAWrongFileAndStillLookAndStop() throws Exception {
    phalanx.start(1);
    write("# ours", "wokers=2");
    String complaint =
        "phalanx: unknown setting: file=" + file() + ", line=2, key=wokers; did you mean workers?";

    for (String command : List.of("run sum", "submit sum")) {
      Outcome refused = phalanx.run(command, small);
      assertThat(refused.err()).isEqualTo(complaint + "\n");
      assertThat(refused.exit()).isEqualTo(2);
    }
    phalanx.succeed("status");
    phalanx.succeed("logs", "coordinator");
    Outcome doctor = phalanx.run("doctor");
    assertThat(doctor.out()).contains("fail  settings").contains("line=2, key=wokers");
    phalanx.succeed("stop");

    assertThat(phalanx.run("start", "--detach").err()).isEqualTo(complaint + "\n");
    phalanx.succeed("config unset", "wokers");
    JsonNode workers = phalanx.json("config", "workers");
    assertThat(workers.get("source").asText()).isEqualTo("default");
  }

  private Path file() {
    return phalanx.directory().userSettings();
  }

  private void write(String... lines) throws IOException {
    phalanx.directory().create();
    Files.write(file(), List.of(lines));
  }

  private static int niceness(Path process) throws IOException {
    String stat = Files.readString(process.resolve("stat"));
    String[] behindName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Integer.parseInt(behindName[NICE]);
  }
}
