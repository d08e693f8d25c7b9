package io.phalanx.coordinator.report.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.phalanx.coordinator.bench.BenchOperation;
import io.phalanx.coordinator.bench.BenchReport;
import io.phalanx.coordinator.bench.BenchTask;
import io.phalanx.coordinator.bench.Figures;
import io.phalanx.coordinator.bench.Standing;
import io.phalanx.coordinator.bench.Standing.State;
import io.phalanx.coordinator.bench.TaskResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchReportsTest {
  private static final BenchTask TASK =
      new BenchTask(BenchOperation.SUM, "sum", Path.of("x.npy"), null, null, null, 1000, 1000);

  @Test
  void shouldTellEachContendersTimeAndRatio() {
    String text = BenchMarkdown.of(report(State.RANKED));

    assertThat(text)
        .contains("- cpu: some", "- `dask`: not installed", "### sum (1000x1000, 3 rounds)")
        .containsPattern("\\| phalanx +\\| +2\\.00 \\| +1 \\| +2\\.000 \\| +4\\.00 \\| +1\\.00 \\|")
        .containsPattern("\\| numpy +\\| +8\\.00 \\| +\\| +8\\.000 \\| +1\\.00 \\| +4\\.00 \\|")
        .contains("**numexpr WRONG**: row=1");
  }

  @Test
  void shouldPadColumnsWhenCellsDiffer() {
    MarkdownTable table = new MarkdownTable("name", "ms");
    table.row("a", "1.5");
    table.row("longer", "10");

    assertThat(table.toString())
        .isEqualTo("| name   |  ms |\n|--------|----:|\n| a      | 1.5 |\n| longer |  10 |\n");
  }

  @Test
  void shouldHoldEveryRoundAsJson() {
    JsonNode json = BenchJson.of(report(State.RANKED));

    JsonNode sum = json.at("/warm/0");
    assertThat(sum.get("op").asText()).isEqualTo("sum");
    assertThat(sum.get("trafficBytes").asLong()).isEqualTo(8_000_000);
    assertThat(sum.at("/standings/1/seconds")).hasSize(3);
    assertThat(sum.at("/standings/1/ratio").asDouble()).isEqualTo(4);
    assertThat(sum.at("/standings/2/state").asText()).isEqualTo("wrong");
    assertThat(sum.at("/standings/2/median").isNull()).isTrue();
    assertThat(json.get("sound").asBoolean()).isTrue();
  }

  @Test
  void shouldNotBeSoundWhenThisProjectIsWrong() {
    assertThat(BenchJson.of(report(State.WRONG)).get("sound").asBoolean()).isFalse();
  }

  private static BenchReport report(State ours) {
    Figures seconds = new Figures(List.of(0.002, 0.001, 0.003));
    Figures slower = new Figures(List.of(0.008, 0.004, 0.012));
    List<Standing> standings =
        List.of(
            new Standing("phalanx", ours, "", seconds, new Figures(List.of(1.0))),
            new Standing("numpy", State.RANKED, "", slower, Figures.NONE),
            new Standing("numexpr", State.WRONG, "row=1", Figures.NONE, Figures.NONE));
    return new BenchReport(
        Map.of("cpu", "some"),
        Map.of("phalanx", "this one"),
        Map.of("dask", "not installed"),
        List.of(new TaskResult(TASK, standings)),
        List.of(),
        List.of());
  }
}
