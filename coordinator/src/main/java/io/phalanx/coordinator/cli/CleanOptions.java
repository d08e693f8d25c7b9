package io.phalanx.coordinator.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phalanx.coordinator.doctor.Cleaning;
import io.phalanx.coordinator.doctor.Leftover;
import io.phalanx.coordinator.report.ByteCount;
import io.phalanx.coordinator.report.ProgressLine;
import io.phalanx.shared.config.ClusterDirectory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/// `phalanx doctor --clean`: shows what is stale, asks, and removes it.
final class CleanOptions {
  private static final int STDIN = 0;
  private static final int STDERR = 2;

  @Option(
      names = "--clean",
      description =
          "Show what killed processes have left in the directory, ask, and remove it. Jobs that can"
              + " go on, logs, results, and what a living process may use stay.")
  private boolean clean;

  @Option(
      names = {"-y", "--yes"},
      description = "With --clean: remove without asking.")
  private boolean yes;

  @Option(
      names = {"-n", "--dry-run"},
      description = "With --clean: only show.")
  private boolean dryRun;

  /// True if the directory is to be tidied up.
  boolean isWanted() {
    if (!clean && (yes || dryRun)) {
      throw new IllegalArgumentException("--yes and --dry-run belong to --clean");
    }
    if (yes && dryRun) {
      throw new IllegalArgumentException("--yes or --dry-run, not both");
    }
    return clean;
  }

  int run(ClusterDirectory directory, Output output) {
    Cleaning cleaning = new Cleaning(directory);
    Cleaning.Report found = cleaning.look();
    boolean asking = !yes && !dryRun && !found.found().isEmpty();
    if (asking && (output.isJson() || !isDialogue())) {
      show(found, false, output);
      output.complain("not removed without a yes: confirm with --yes, or look with --dry-run");
      return PhalanxCli.USAGE;
    }
    if (asking) {
      show(found, false, output);
    }
    boolean removing = yes || (asking && isConfirmed());
    if (removing) {
      show(cleaning.remove(found), true, output);
    } else if (!asking) {
      show(found, false, output);
    }
    return PhalanxCli.DONE;
  }

  private static boolean isDialogue() {
    return ProgressLine.isTerminal(STDIN) && ProgressLine.isTerminal(STDERR);
  }

  private static boolean isConfirmed() {
    System.err.print("remove them? [y/N] ");
    System.err.flush();
    try {
      String answer =
          new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
      return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the answer: cause=" + e, e);
    }
  }

  private static void show(Cleaning.Report report, boolean removed, Output output) {
    if (output.isJson()) {
      output.print(json(report, removed));
      return;
    }
    report.notes().forEach(output::printLine);
    report.kept().forEach(leftover -> output.printLine(line("kept", leftover)));
    String word = removed ? "removed" : "stale";
    report.found().forEach(leftover -> output.printLine(line(word, leftover)));
    output.printLine(
        report.found().isEmpty()
            ? "nothing to remove"
            : report.found().size() + " " + word + ", " + ByteCount.of(report.bytes()));
  }

  private static String line(String word, Leftover leftover) {
    return String.format(
        Locale.ROOT,
        "%-8s %10s  %s: %s",
        word,
        ByteCount.of(leftover.bytes()),
        leftover.path(),
        leftover.why());
  }

  private static ObjectNode json(Cleaning.Report report, boolean removed) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("removed", removed);
    json.put("bytes", report.bytes());
    add(json.putArray("stale"), report.found());
    add(json.putArray("kept"), report.kept());
    ArrayNode notes = json.putArray("notes");
    report.notes().forEach(notes::add);
    return json;
  }

  private static void add(ArrayNode list, List<Leftover> leftovers) {
    for (Leftover leftover : leftovers) {
      ObjectNode node = list.addObject();
      node.put("path", leftover.path().toString());
      node.put("bytes", leftover.bytes());
      node.put("why", leftover.why());
    }
  }
}
