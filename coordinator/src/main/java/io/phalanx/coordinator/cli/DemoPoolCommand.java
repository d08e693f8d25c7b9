package io.phalanx.coordinator.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phalanx.coordinator.ScratchFolder;
import io.phalanx.coordinator.demo.PoolTour;
import io.phalanx.coordinator.demo.PoolTour.Step;
import io.phalanx.coordinator.report.Table;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `phalanx demo pool`.
@Command(
    name = "pool",
    description = {
      "Runs tasks on a pool of one thread and on a pool of one worker process, through the same"
          + " interface: urgent ones first, one that is stopped when its time is up, one that"
          + " fails, and callbacks that throw.",
      "Everything it makes is removed at the end."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  phalanx demo pool", "  phalanx demo pool --json"})
final class DemoPoolCommand implements Callable<Integer> {
  @Mixin private Place place = new Place();
  @Mixin private Output output = new Output();

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Step> steps;
    try (ScratchFolder folder = ScratchFolder.create(place.directory())) {
      steps = PoolTour.through(Place.distribution(), folder.path());
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
    Table table = new Table("SHOWN", "ON A", "SEEN");
    for (Step step : steps) {
      table.row(step.shows(), step.on(), (step.right() ? "" : "WRONG: ") + step.seen());
    }
    output.printText(table.toString());
    output.printLine(
        right
            ? "One interface: a thread is interrupted, a process killed and replaced; the other"
                + " tasks notice neither."
            : "Not everything was as it should be.");
  }

  private void printJson(List<Step> steps, boolean right) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode list = json.putArray("steps");
    for (Step step : steps) {
      list.addObject()
          .put("shows", step.shows())
          .put("on", step.on())
          .put("seen", step.seen())
          .put("right", step.right());
    }
    output.print(json.put("right", right));
  }
}
