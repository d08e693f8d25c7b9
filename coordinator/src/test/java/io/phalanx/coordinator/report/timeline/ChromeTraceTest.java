package io.phalanx.coordinator.report.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChromeTraceTest {
  @ParameterizedTest
  @ValueSource(ints = {2, 40, 5000})
  void shouldBeWhatViewersOpen(int tiles) {
    JsonNode trace = ChromeTrace.of(SampleJobs.view("relu", tiles));

    assertThat(trace.get("displayTimeUnit").asText()).isEqualTo("ms");
    Set<Integer> processes = new HashSet<>();
    Set<String> threads = new HashSet<>();
    long lastTs = 0;
    for (JsonNode event : trace.get("traceEvents")) {
      assertThat(event.get("name").asText()).isNotEmpty();
      assertThat(event.get("ph").asText()).isIn("M", "X", "i", "C");
      assertThat(event.get("pid").isInt()).isTrue();
      assertThat(event.get("tid").isInt()).isTrue();
      assertThat(event.get("ts").asLong()).isGreaterThanOrEqualTo(lastTs);
      lastTs = event.get("ts").asLong();
      String thread = event.get("pid") + "/" + event.get("tid");
      switch (event.get("ph").asText()) {
        case "X" -> {
          assertThat(event.get("dur").asLong()).isNotNegative();
          assertThat(threads).contains(thread);
        }
        case "i" -> assertThat(event.get("s").asText()).isEqualTo("p");
        case "C" -> assertThat(event.get("args").elements().next().isNumber()).isTrue();
        default -> {
          processes.add(event.get("pid").asInt());
          if (event.get("name").asText().equals("thread_name")) {
            threads.add(thread);
          }
        }
      }
      assertThat(processes).contains(event.get("pid").asInt());
    }
  }

  @Test
  void shouldShowTilesStartsAndWhatTheFaultCost() {
    JsonNode trace = ChromeTrace.of(SampleJobs.view("relu", 6));

    assertThat(names(trace))
        .contains("tile 0", "tile 5", "starts", "starts as a replacement", "worker-1 lost")
        .contains("tile 1, cut off", "recovery of worker-1", "tiles per second", "phase 0");
    assertThat(events(trace, "tile 3").getFirst().at("/args/extent").asText())
        .isEqualTo("rows 3 to 3");
  }

  @Test
  void shouldHaveTheStatesOfAJobOfWhichNoTileIsKnown() {
    JsonNode trace = ChromeTrace.of(SampleJobs.empty());

    assertThat(names(trace)).contains("waits", "computes");
    assertThat(trace.at("/otherData/notes/0").asText()).isEqualTo("nothing is known");
  }

  private static List<String> names(JsonNode trace) {
    return trace.get("traceEvents").findValuesAsText("name");
  }

  private static List<JsonNode> events(JsonNode trace, String name) {
    return StreamSupport.stream(trace.get("traceEvents").spliterator(), false)
        .filter(event -> event.get("name").asText().equals(name))
        .toList();
  }
}
