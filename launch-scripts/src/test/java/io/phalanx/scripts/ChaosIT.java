package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The tool that users run too, for a few rounds.
class ChaosIT {
  private static final String ROUNDS = System.getProperty("phalanx.chaosRounds", "2");

  @TempDir private Path root;

  @Test
  void shouldFindNoDifference() throws Exception {
    Phalanx phalanx = Phalanx.in(root);
    JsonNode report =
        Phalanx.json(
            Phalanx.succeeded(
                phalanx
                    .script("chaos", "--rounds", ROUNDS, "--seed", "11", "--json")
                    .within(Duration.ofMinutes(30))
                    .run()));

    assertThat(report.get("kills").asInt()).isPositive();
    assertThat(report.get("differences")).isEmpty();
  }
}
