package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.phalanx.scripts.Matrices.Shape;
import io.phalanx.scripts.Script.Outcome;
import io.phalanx.shared.matrix.DType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A sweep far too short to mean anything, from end to end.
class TuneIT {
  @TempDir private Path root;

  @Test
  void shouldRecommendSaveDrawAndLeaveNothing() throws Exception {
    Phalanx phalanx = Phalanx.in(root);
    Path folder = Files.createDirectory(root.resolve("the matrices"));
    Path input =
        Matrices.write(
            folder.resolve("in.npy"), DType.FLOAT64, new Shape(200, 100), index -> index % 7);
    byte[] before = Files.readAllBytes(input);
    Path chart = root.resolve("chart.svg");
    String options = "--workers 1 --pin both --time 1ms --save --json --chart";

    Outcome outcome =
        phalanx.run(
            "tune",
            Stream.concat(
                    Stream.concat(Stream.of("sigmoid", input), Stream.of(options.split(" "))),
                    Stream.of(chart))
                .toArray());

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    JsonNode report = Phalanx.json(outcome);
    assertThat(report.get("points")).hasSize(2);
    assertThat(report.at("/points/0/seconds").asDouble()).isPositive();
    assertThat(report.get("limitBytesPerSecond").asDouble()).isPositive();
    assertThat(chart).content().contains("<svg", "</svg>");
    JsonNode recommended = report.get("recommended");
    String workers = "workers=" + recommended.get("workers").asInt();
    assertThat(phalanx.directory().userSettings())
        .content()
        .contains(workers, "pin=" + recommended.get("pinned").asBoolean());
    assertThat(phalanx.run("run", "sum", input).err()).contains(workers, "phalanx.properties");

    assertThat(Files.readAllBytes(input)).isEqualTo(before);
    try (Stream<Path> beside = Files.list(folder);
        Stream<Path> entries = Files.list(phalanx.directory().root())) {
      assertThat(beside).containsExactly(input);
      assertThat(entries).noneMatch(entry -> entry.toString().contains("phalanx-bench"));
    }
    assertThat(ProcessHandle.allProcesses())
        .noneMatch(process -> process.info().commandLine().orElse("").contains(root.toString()));
  }

  @Test
  void shouldMeasureTasks() throws Exception {
    Phalanx phalanx = Phalanx.in(root);

    JsonNode report =
        Phalanx.json(
            phalanx.run(
                "tune",
                "--task",
                "prime-count",
                "{\"below\": 1000}",
                "--workers",
                "1",
                "--pin",
                "no",
                "--time",
                "1ms",
                "--json"));

    assertThat(report.at("/points/0/tasksPerSecond").asDouble()).isPositive();
    assertThat(report.at("/recommended/workers").asInt()).isEqualTo(1);
  }
}
