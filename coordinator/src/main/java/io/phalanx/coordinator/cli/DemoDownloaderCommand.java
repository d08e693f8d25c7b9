package io.phalanx.coordinator.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phalanx.coordinator.ScratchFolder;
import io.phalanx.coordinator.demo.DownloaderTour;
import io.phalanx.coordinator.demo.DownloaderTour.Step;
import io.phalanx.coordinator.report.ByteCount;
import io.phalanx.coordinator.report.Table;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `phalanx demo downloader`.
@Command(
    name = "downloader",
    description = {
      "Starts a web server with generated images on loopback and downloads from it: by priority, once"
          + " for all who ask, through an error, out of the cache, and asking whether it changed.",
      "Everything it makes is removed at the end."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  phalanx demo downloader", "  phalanx demo downloader --json"})
final class DemoDownloaderCommand implements Callable<Integer> {
  @Mixin private Place place = new Place();
  @Mixin private Output output = new Output();

  @Override
  public Integer call() throws IOException {
    List<Step> steps;
    try (ScratchFolder folder = ScratchFolder.create(place.directory())) {
      steps = DownloaderTour.through(folder.path());
    }
    boolean right = steps.stream().allMatch(Step::right);
    if (output.isJson()) {
      printJson(steps, right);
    } else {
      printText(steps, right);
    }
    return right ? PhalanxCli.DONE : PhalanxCli.FAILED;
  }

  private void printText(List<Step> steps, boolean right) {
    Table table = new Table("SHOWN", "DOWNLOADS", "REQUESTS", "SENT", "SEEN");
    for (Step step : steps) {
      table.row(
          step.shows(),
          step.downloads(),
          step.answers(),
          ByteCount.of(step.bytes()),
          (step.right() ? "" : "WRONG: ") + step.seen());
    }
    output.printText(table.toString());
    output.printLine(
        right
            ? "Urgent downloads overtake those that wait; nobody fetches what another one is"
                + " fetching or the cache still has."
            : "Not everything was as it should be.");
  }

  private void printJson(List<Step> steps, boolean right) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode list = json.putArray("steps");
    for (Step step : steps) {
      list.addObject()
          .put("shows", step.shows())
          .put("downloads", step.downloads())
          .put("requests", step.answers())
          .put("bytes", step.bytes())
          .put("seen", step.seen())
          .put("right", step.right());
    }
    output.print(json.put("right", right));
  }
}
