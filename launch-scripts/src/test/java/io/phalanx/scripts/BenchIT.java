package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.phalanx.scripts.Script.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A benchmark far too small to mean anything, from end to end: every peer that is installed must
/// compute the right thing, and nothing may be left behind.
class BenchIT {
  @TempDir private Path root;

  @Test
  void shouldMeasureBesideNumPyAndLeaveNothing() throws Exception {
    Phalanx phalanx = Phalanx.in(root);
    Path matrices = Files.createDirectory(root.resolve("the matrices"));
    String options =
        "sigmoid scale standardize sum matmul --size=1MiB --rounds=2 --small-jobs=2 --workers=2"
            + " --peers=numpy --cold --cold-size=1MiB --json --data-dir";
    Object[] arguments =
        Stream.concat(Stream.of(options.split(" ")), Stream.of(matrices)).toArray();

    Outcome outcome = phalanx.script("bench", arguments).within(Duration.ofMinutes(2)).run();

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    JsonNode report = Phalanx.json(outcome);
    for (String part : new String[] {"warm", "small", "cold"}) {
      for (JsonNode result : report.get(part)) {
        assertThat(result.get("standings"))
            .as("%s of %s", result.get("title"), part)
            .noneMatch(standing -> standing.get("state").asText().matches("wrong|failed"));
      }
    }
    JsonNode sigmoid = report.at("/warm/0");
    assertThat(standing(sigmoid, "phalanx").orElseThrow().get("seconds")).hasSize(2);
    assertThat(report.at("/cold/0/standings/0/state").asText()).isEqualTo("ranked");
    if (System.getenv("PHALANX_REQUIRE_NUMPY") != null) {
      assertThat(report.get("absent")).isEmpty();
    }
    if (report.at("/absent/numpy").isMissingNode()) {
      assertThat(standing(sigmoid, "numpy-article").orElseThrow().get("ratio").asDouble())
          .isPositive();
      assertThat(standing(report.at("/cold/0"), "python").orElseThrow().get("seconds")).hasSize(2);
    }
    assertThat(standing(report.at("/warm/3"), "limit").orElseThrow().get("seconds")).hasSize(2);
    assertThat(matrices).isEmptyDirectory();
    try (Stream<Path> entries = Files.list(phalanx.directory().root())) {
      assertThat(entries).noneMatch(entry -> entry.toString().contains("phalanx-bench"));
    }
    assertThat(ProcessHandle.allProcesses())
        .noneMatch(process -> process.info().commandLine().orElse("").contains(root.toString()));
  }

  private static Optional<JsonNode> standing(JsonNode result, String contender) {
    return StreamSupport.stream(result.get("standings").spliterator(), false)
        .filter(standing -> standing.get("contender").asText().equals(contender))
        .findFirst();
  }
}
