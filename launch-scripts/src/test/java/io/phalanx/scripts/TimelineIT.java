package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

/// Where the time of a job went: the trace, and the page as a browser shows it.
class TimelineIT {
  /// 64 MiB in 8 tiles.
  private static final Shape SHAPE = new Shape(4096, 2048);

  private static final int HANGING_TILE = 5;
  private static final String ARROW_RIGHT = "\uE014";
  private static final Path PICTURES = Path.of("target", "report-pictures");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path root;
  private Phalanx phalanx;

  @BeforeEach
  void makeFiles() throws IOException {
    phalanx = Phalanx.in(root);
  }

  @AfterEach
  void leaveNothing() {
    phalanx.close();
  }

  @Test
  void shouldShowWhereTheTimeOfAJobWentWhoseWorkerWasKilled() throws Exception {
    String job = jobWithALostWorker();
    Path page = phalanx.file("report <b>.html");
    Path trace = phalanx.file("trace.json");

    phalanx.run("jobs show", job, "--report", page, "--trace", trace);

    assertTraceHas(trace, "worker-", "starts as a replacement", "tile " + HANGING_TILE, "cut off");
    try (Browser browser = Browser.open(Files.createDirectory(root.resolve("browser")))) {
      browser.show(page, 1280, 800, false);
      assertPage(browser);
      browser.picture(PICTURES.resolve("wide-light.png"));
      browser.show(page, 390, 844, false);
      assertFitsOnAPhone(browser);
      browser.picture(PICTURES.resolve("phone-light.png"));
      browser.show(page, 390, 844, true);
      assertThat(browser.run("return getComputedStyle(document.body).backgroundColor").asText())
          .isEqualTo("rgb(20, 24, 27)");
      browser.picture(PICTURES.resolve("phone-dark.png"));
      browser.show(page, 1280, 800, true);
      browser.picture(PICTURES.resolve("wide-dark.png"));
      assertThat(browser.complaintsAndRequests()).isEmpty();
    }
  }

  @Test
  void shouldSayWhyThereIsNothingToShowAndRefuseWhatCannotBeWritten() throws Exception {
    Path small = Matrices.write(phalanx.file("s.npy"), DType.FLOAT64, new Shape(2, 2), i -> i);
    Path page = phalanx.file("page.html");

    Outcome ran = phalanx.run("run", "sum", small, "--report", page);
    Outcome traced = phalanx.run("jobs show", "j0001", "--trace", "-");
    Outcome folder = phalanx.run("jobs show", "j0001", "--trace", root);
    Outcome unknown = phalanx.run("jobs show", "j0099", "--trace", "-");

    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).contains("result");
    assertThat(page).content().contains("<h1");
    assertThat(traced.exit()).isZero();
    assertThat(JSON.readTree(traced.out()).get("traceEvents")).isNotEmpty();
    assertThat(folder.exit()).isEqualTo(2);
    assertThat(folder.err()).hasLineCount(1).contains("cannot write over a directory");
    assertThat(unknown.exit()).isEqualTo(2);
    assertThat(unknown.err()).contains("no such job");
  }

  private String jobWithALostWorker() throws Exception {
    Path input =
        Matrices.write(
            phalanx.file("in.npy"), DType.FLOAT64, SHAPE, index -> Math.floorMod(index, 17) - 8.5);
    phalanx.start(2);
    phalanx.breakAt("step=COMPUTE", "action=spin", "tile=" + HANGING_TILE);
    WatchedJob job =
        WatchedJob.submit(phalanx, WatchedJob.request("tanh", input, phalanx.file("out.npy")));
    phalanx.awaitBreak();
    job.awaitMidway();
    ClusterProcesses.kill(phalanx.workerPid(job.workerOf(HANGING_TILE)));
    assertThat(phalanx.json("wait", job.id()).get("state").asText()).isEqualTo("DONE");
    phalanx.awaitIdle(2);
    return job.id();
  }

  private static void assertTraceHas(Path trace, String... parts) throws IOException {
    JsonNode events = JSON.readTree(trace.toFile()).get("traceEvents");
    String names = String.join("\n", events.findValuesAsText("name"));
    assertThat(names).contains(parts);
  }

  private static void assertPage(Browser browser) throws IOException, InterruptedException {
    assertThat(browser.count("html[data-drawn=true]")).isOne();
    assertThat(browser.count("h1")).isOne();
    assertThat(browser.text("h1")).contains("tanh", "done");
    assertThat(browser.run("return [...document.querySelectorAll('h2')].map(h => h.innerText)"))
        .extracting(JsonNode::asText)
        .isEqualTo(
            List.of(
                "Summary",
                "Workers",
                "Throughput over time",
                "Time per tile, by place in the matrix",
                "Failures"));
    assertThat(browser.count("#lanes [data-lane]")).isEqualTo(2);
    assertThat(browser.count("#lanes [data-tile]")).isEqualTo(8);
    assertThat(browser.count("#heat [data-cell]")).isEqualTo(8);
    assertThat(browser.text("#failures"))
        .contains("signal=9", "tile " + HANGING_TILE, "known state");
    browser.hover("#lanes [data-tile='0']");
    assertThat(browser.text("#lane-details")).contains("Tile 0 on worker-", "rows ");
    browser.click("#heat [data-cell='" + HANGING_TILE + "']");
    assertThat(browser.text("#heat-details"))
        .contains("Tile " + HANGING_TILE, "done again after a fault");
    browser.press("#heat svg", ARROW_RIGHT);
    assertThat(browser.text("#heat-details")).contains("Tile " + (HANGING_TILE + 1));
    browser.click("[data-filter=again]");
    assertThat(browser.count("#lanes [data-tile].dim")).isEqualTo(7);
    browser.click("[data-filter=all]");
    assertThat(browser.count("#lanes [data-tile].dim")).isZero();
    browser.click("#tile-list summary");
    assertThat(browser.count("#tile-list tbody tr")).isEqualTo(8);
    browser.click("#tile-list summary");
  }

  private static void assertFitsOnAPhone(Browser browser) throws IOException, InterruptedException {
    assertThat(browser.run("return document.documentElement.scrollWidth").asInt())
        .isLessThanOrEqualTo(390);
    browser.click("#lanes [data-tile='0']");
    assertThat(browser.text("#lane-details")).contains("Tile 0");
  }
}
