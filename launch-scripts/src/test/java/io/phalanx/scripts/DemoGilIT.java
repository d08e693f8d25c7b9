package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.phalanx.scripts.Script.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `phalanx demo gil`: everybody comes to the same, whatever the times, and nothing is left.
class DemoGilIT {
  private Phalanx phalanx;

  @BeforeEach
  void place(@TempDir Path root) throws Exception {
    phalanx = Phalanx.in(root);
  }

  @AfterEach
  void leaveNothing() throws Exception {
    phalanx.close();
    try (Stream<Path> entries = Files.list(phalanx.directory().root())) {
      assertThat(entries).noneMatch(entry -> entry.toString().contains("scratch"));
    }
  }

  @Test
  void shouldComeToTheSameOnThreadsAndProcessesOfBothLanguages() throws Exception {
    Outcome outcome =
        phalanx
            .script("demo gil", "--threads", 2, "--json")
            .with("PHALANX_PYTHON", "/usr/bin/python3")
            .run();

    JsonNode json = Phalanx.json(Phalanx.succeeded(outcome));
    boolean python = Files.isExecutable(Path.of("/usr/bin/python3"));
    assertThat(json.get("right").asBoolean()).isTrue();
    assertThat(json.get("threads").asInt()).isEqualTo(2);
    assertThat(json.get("rounds").asInt()).isPositive();
    assertThat(json.get("seen")).hasSize(2);
    assertThat(json.get("contenders"))
        .hasSize(python ? 6 : 3)
        .allSatisfy(lane -> {
          assertThat(lane.get("right").asBoolean()).isTrue();
          assertThat(lane.get("seconds").asDouble()).isPositive();
          assertThat(lane.get("sum")).isEqualTo(json.at("/contenders/0/sum"));
        });
    assertThat(json.get("gil").isNull()).isNotEqualTo(python);
  }

  @Test
  void shouldShowTheJvmAloneWhenThereIsNoPython() throws Exception {
    Outcome outcome =
        phalanx.script("demo gil", "--threads", 3).with("PHALANX_PYTHON", "/none").run();

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(outcome.err()).contains("no Python to compare with: program=/none");
    assertThat(outcome.out())
        .contains("JVM, 3 threads")
        .contains("JVM, 3 processes")
        .contains("####")
        .contains("No Python was found");
    assertThat(outcome.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }
}
