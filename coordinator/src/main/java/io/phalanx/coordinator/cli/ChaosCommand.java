package io.phalanx.coordinator.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phalanx.coordinator.ScratchFolder;
import io.phalanx.coordinator.chaos.ChaosReport;
import io.phalanx.coordinator.chaos.ChaosSpec;
import io.phalanx.coordinator.chaos.ChaosTest;
import io.phalanx.shared.config.ClusterDirectory;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `phalanx chaos`.
@Command(
    name = "chaos",
    description = {
      "Kills and stops workers and the coordinator at random while jobs run, and compares every"
          + " result with an undisturbed serial run, bit for bit.",
      "The cluster is its own: it runs in the folder chaos of the directory."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  phalanx chaos", "  phalanx chaos --rounds 40 --seed 7 --json"})
final class ChaosCommand implements Callable<Integer> {
  @Mixin private Place place = new Place();
  @Mixin private Output output = new Output();

  @Option(names = "--rounds", paramLabel = "N", description = "Jobs to run (default: 4).")
  private int rounds = 4;

  @Option(
      names = "--harms",
      paramLabel = "N",
      description = "How often each job is disturbed, unless it ends before (default: 5).")
  private int harms = 5;

  @Option(names = "--seed", paramLabel = "S", description = "Seed of all choices (default: any).")
  private @Nullable Long seed;

  @Option(names = "--workers", paramLabel = "N", description = "Worker processes (default: 3).")
  private int workers = 3;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Rows and columns of the float64 matrix (default: 4096).")
  private long rows = 4096;

  @Override
  public Integer call() {
    long chosen = seed == null ? ThreadLocalRandom.current().nextLong(1_000_000) : seed;
    ClusterDirectory directory =
        new ClusterDirectory(place.directory().root().resolve("chaos")).create();
    System.err.println("phalanx: chaos: seed=" + chosen + ", directory=" + directory.root());
    ChaosReport report;
    try (ScratchFolder scratch = ScratchFolder.create(directory)) {
      ChaosSpec spec =
          new ChaosSpec(directory, Place.distribution(), rounds, harms, chosen, workers, rows);
      report = new ChaosTest(spec, scratch.path()).run(System.err::println);
    }
    print(report, chosen);
    return report.differences().isEmpty() ? PhalanxCli.DONE : PhalanxCli.FAILED;
  }

  private void print(ChaosReport report, long chosen) {
    if (output.isJson()) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.put("seed", chosen);
      json.put("jobs", report.jobs());
      json.put("kills", report.kills());
      ObjectNode harmed = json.putObject("harms");
      report.harms().forEach((harm, count) -> harmed.put(harm.name(), count));
      report.differences().forEach(json.putArray("differences")::add);
      output.print(json);
      return;
    }
    output.printLine(
        report.jobs()
            + " jobs, "
            + report.kills()
            + " kills "
            + report.harms()
            + ", "
            + report.differences().size()
            + " differences, seed "
            + chosen);
  }
}
