package io.phalanx.coordinator.report.tune;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phalanx.coordinator.tune.Points;
import io.phalanx.coordinator.tune.TuneReport;
import java.util.List;
import org.junit.jupiter.api.Test;

class TuneReportsTest {
  private final TuneReport report =
      Points.report(List.of(Points.steady(1, false, 0.5), Points.steady(2, true, 0.25)), 2, 5e9);

  @Test
  void shouldPrintATableBarsAndWhatToMakeOfThem() {
    assertThat(TuneText.of(report))
        .isEqualTo(
            """
            sigmoid, in.npy, 2 cores, medians of up to 9 rounds

            WORKERS  PIN      MS  SPREAD  GB/S  SPEED-UP  EFFICIENCY  OF LIMIT
                  1  no   500.00    0.0%  2.00      1.00        100%       40%
                  2  yes  250.00    0.0%  4.00      2.00        100%       80%

            GB/s
            1         2.00  ##########################
            2 pinned  4.00  ###################################################
            limit     5.00  ################################################################

            bound by     memory: it moves 80 % of the bytes that plain loops on all cores move in the same time, and 2 workers are 2.00 times as fast as the fewest: more cannot help
            """);
  }

  @Test
  void shouldHaveThePromisedNames() {
    ObjectNode json = TuneJson.of(report);

    assertThat(json.at("/points/1/workers").asInt()).isEqualTo(2);
    assertThat(json.at("/points/1/pinned").asBoolean()).isTrue();
    assertThat(json.at("/points/1/seconds").asDouble()).isEqualTo(0.25);
    assertThat(json.at("/points/1/bytesPerSecond").asDouble()).isEqualTo(4e9);
    assertThat(json.at("/points/1/speedup").asDouble()).isEqualTo(2);
    assertThat(json.at("/points/1/efficiency").asDouble()).isEqualTo(1);
    assertThat(json.at("/recommended/workers").asInt()).isEqualTo(2);
    assertThat(json.at("/recommended/pinned").asBoolean()).isTrue();
    assertThat(json.get("cores").asInt()).isEqualTo(2);
    assertThat(json.at("/bound/by").asText()).isEqualTo("memory");
  }
}
