package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.phalanx.scripts.Matrices.Shape;
import io.phalanx.scripts.Script.Outcome;
import io.phalanx.shared.matrix.DType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Several programs at once, in one directory and in two; and the JSON that they are read by.
class SharingIT {
  @TempDir private Path root;
  private Phalanx phalanx;
  private Path input;

  @BeforeEach
  void makeFiles() throws Exception {
    phalanx = Phalanx.in(root);
    input =
        Matrices.write(
            phalanx.file("in.npy"), DType.FLOAT64, new Shape(512, 512), index -> index % 5 - 2);
  }

  @AfterEach
  void leaveNothing() throws Exception {
    phalanx.close();
  }

  @Test
  void shouldRefuseASecondClusterInADirectoryAndNameTheOwner() throws Exception {
    phalanx.start(1);
    long owner = phalanx.coordinatorPid();

    for (List<String> options : List.of(List.<String>of(), List.of("--detach"))) {
      Outcome second = phalanx.run("start", options.toArray());

      assertThat(second.exit()).as("exit of start %s", options).isEqualTo(1);
      assertThat(second.err())
          .hasLineCount(1)
          .contains("pid=" + owner + ",", phalanx.directory().root().toString());
    }
    assertThat(phalanx.coordinatorPid()).isEqualTo(owner);
    assertThat(phalanx.processes().alive()).hasSize(2);
  }

  @Test
  void shouldKeepClustersOfTwoDirectoriesApart() throws Exception {
    try (Phalanx other = phalanx.beside("the other cluster")) {
      phalanx.start(1);
      other.start(1);
      Path here = phalanx.file("here.npy");
      Path there = phalanx.file("there.npy");
      WatchedJob first = WatchedJob.submit(phalanx, WatchedJob.request("neg", input, here));
      WatchedJob second = WatchedJob.submit(other, WatchedJob.request("neg", input, there));
      phalanx.succeed("wait", first.id());
      other.succeed("wait", second.id());
      assertThat(Matrices.checksum(here)).isEqualTo(Matrices.checksum(there));
      List<Long> pids = other.workerPids();

      phalanx.succeed("stop");

      phalanx.processes().awaitNone(Duration.ofSeconds(10));
      assertThat(other.workerPids()).isEqualTo(pids);
      assertThat(other.json("run", "sum", input).get("workerRestarts").asInt()).isZero();
    }
  }

  @Test
  void shouldRunTwiceAtTheSameTimeInOneDirectory() throws Exception {
    Script first = phalanx.script("run", "abs", input, "--out", phalanx.file("abs.npy"));
    Script second = phalanx.script("run", "neg", input, "--out", phalanx.file("neg.npy"));
    Process firstProcess = first.start();
    Process secondProcess = second.start();

    Phalanx.succeeded(first.await(firstProcess));
    Phalanx.succeeded(second.await(secondProcess));

    assertThat(Matrices.read(phalanx.file("abs.npy"))).startsWith(2, 1, 0, 1, 2);
    assertThat(Matrices.read(phalanx.file("neg.npy"))).startsWith(2, 1, -0.0, -1, -2);
  }

  @Test
  void shouldKeepTheNamesInJson() throws Exception {
    phalanx.start(2);
    JsonNode run = phalanx.json("run", "neg", input, "--out", phalanx.file("out.npy"));
    String sum = phalanx.json("submit", "sum", input).get("job").asText();
    JsonNode wait = phalanx.json("wait", sum);
    JsonNode status = phalanx.json("status");

    String[] names = {
      "job",
      "op",
      "state",
      "input",
      "output",
      "rows",
      "cols",
      "dtype",
      "workers",
      "tiles",
      "retriedTiles",
      "workerRestarts",
      "seconds",
      "bytes",
      "bytesPerSecond",
      "result"
    };
    for (JsonNode job : List.of(run, wait)) {
      assertThat(job.fieldNames()).toIterable().contains(names);
      assertThat(job.get("seconds").fieldNames())
          .toIterable()
          .contains("total", "start", "compute");
    }
    assertThat(run.get("output").asText()).isEqualTo(phalanx.file("out.npy").toString());
    assertThat(run.get("result").isNull()).isTrue();
    assertThat(run.get("rows").asLong()).isEqualTo(512);
    assertThat(run.get("bytes").asLong()).isEqualTo(2 * 8 * 512 * 512);
    assertThat(wait.get("result").asDouble()).isEqualTo(expectedSum());
    assertThat(status.fieldNames())
        .toIterable()
        .contains("directory", "coordinator", "workers", "jobs");
    assertThat(status.get("coordinator").fieldNames())
        .toIterable()
        .contains("pid", "startedAt", "state");
    assertThat(status.at("/coordinator/pid").asLong()).isEqualTo(phalanx.coordinatorPid());
    assertThat(status.at("/workers/1/pid").asLong()).isEqualTo(phalanx.workerPid(1));
    assertThat(status.get("workers")).hasSize(2);
    String[] workerNames = {
      "id",
      "pid",
      "incarnation",
      "state",
      "job",
      "tilesDone",
      "bytesDone",
      "busyRatio",
      "heartbeatAgeMs",
      "restarts"
    };
    assertThat(status.at("/workers/1").fieldNames()).toIterable().contains(workerNames);
  }

  private static double expectedSum() {
    double sum = 0;
    for (int index = 0; index < 512 * 512; index++) {
      sum += index % 5 - 2;
    }
    return sum;
  }
}
