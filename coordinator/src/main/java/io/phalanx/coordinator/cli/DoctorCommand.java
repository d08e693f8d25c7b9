package io.phalanx.coordinator.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phalanx.coordinator.doctor.Doctor;
import io.phalanx.coordinator.doctor.Finding;
import io.phalanx.coordinator.doctor.Finding.State;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `phalanx doctor`.
@Command(
    name = "doctor",
    description = {
      "Looks at the JDK, the host and the cluster's directory, and says what to do. Changes nothing,"
          + " but for --clean.",
      "Exit code 1 if something fails, 0 with mere warnings."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  phalanx doctor --json --dir /dev/shm/c1",
      "  phalanx doctor --clean --dry-run"
    })
final class DoctorCommand implements Callable<Integer> {
  @Mixin private Place place = new Place();
  @Mixin private Output output = new Output();
  @Mixin private CleanOptions clean = new CleanOptions();

  @Override
  public Integer call() {
    return clean.isWanted() ? clean.run(place.directory(), output) : look();
  }

  private int look() {
    String home = System.getProperty("phalanx.home");
    Doctor doctor =
        new Doctor(
            place.directory(),
            System.getProperty("java.vendor", "unknown vendor"),
            home == null ? null : Path.of(home));
    List<Finding> findings = doctor.look();
    boolean failed = findings.stream().anyMatch(finding -> finding.state() == State.FAIL);
    if (output.isJson()) {
      output.print(json(findings, failed));
    } else {
      findings.forEach(finding -> output.printLine(text(finding)));
    }
    return failed ? PhalanxCli.FAILED : PhalanxCli.DONE;
  }

  private static String text(Finding finding) {
    String advice = finding.advice().isEmpty() ? "" : "; " + finding.advice();
    return String.format(
        Locale.ROOT, "%-5s %-13s %s%s", word(finding), finding.name(), finding.found(), advice);
  }

  private static ObjectNode json(List<Finding> findings, boolean failed) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("ok", !failed);
    ArrayNode list = json.putArray("checks");
    for (Finding finding : findings) {
      ObjectNode node = list.addObject();
      node.put("name", finding.name());
      node.put("state", word(finding));
      node.put("found", finding.found());
      node.put("advice", finding.advice().isEmpty() ? null : finding.advice());
    }
    return json;
  }

  private static String word(Finding finding) {
    return finding.state().name().toLowerCase(Locale.ROOT);
  }
}
