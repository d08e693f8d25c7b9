package io.phalanx.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.catalog.Operations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OpsCommandTest {
  @Test
  void shouldListEveryOperationOnALine() {
    String text = CliRun.of("ops").out();

    assertThat(text.lines().count()).isEqualTo(Operations.all().size() + 3);
    for (Operation operation : Operations.all()) {
      assertThat(text).contains(operation.summary());
    }
    assertThat(text).contains("min=(required) max=(required)").contains("axis=all|rows|cols");
  }

  @Test
  void shouldDescribeParametersInJson() throws IOException {
    CliRun run = CliRun.of("ops", "--json");

    assertThat(run.out()).hasLineCount(1);
    JsonNode list = new ObjectMapper().readTree(run.out()).get("operations");
    assertThat(list).hasSize(Operations.all().size());
    for (JsonNode operation : list) {
      assertThat(operation.fieldNames())
          .toIterable()
          .containsExactly(
              "name",
              "inputs",
              "kind",
              "parameters",
              "inPlace",
              "summary",
              "error",
              "ulpMax",
              "origin");
      for (JsonNode parameter : operation.get("parameters")) {
        assertThat(parameter.fieldNames())
            .toIterable()
            .containsExactly("name", "type", "default", "choices", "meaning");
      }
    }
  }

  /// The guide is written by hand around the tables; these come from the kernels themselves.
  @Test
  void shouldBeWhatTheGuideSays() throws IOException {
    Path guide = Path.of("../launch-scripts/docs/operations.md");
    String tables = CliRun.of("ops", "--markdown").out();

    assertThat(Files.readString(guide))
        .as("%s is stale: replace its tables by what phalanx ops --markdown prints", guide)
        .contains("<!-- phalanx ops --markdown -->\n\n" + tables + "\n<!-- end -->\n");
  }
}
