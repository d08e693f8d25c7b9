package io.phalanx.coordinator.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class ManCommandTest {
  @TempDir private Path folder;

  @Test
  void shouldDescribeEveryOptionOfACommand() {
    String page = CliRun.of("man", "task", "submit", "--date", "2026-01-31").out();

    assertThat(page)
        .startsWith(".TH \"PHALANX\\-TASK\\-SUBMIT\" 1 \"2026-01-31\" \"phalanx ")
        .contains(
            ".SH NAME\nphalanx\\-task\\-submit \\- Submits a task to the running cluster",
            "[\\fB\\-\\-priority\\fR=\\fIP\\fR]",
            " \\fINAME\\fR [\\fIJSON\\fR]",
            ".SH EXAMPLES\n.EX\nphalanx task submit prime\\-count \\(aq{");
    CommandLine task = requireNonNull(PhalanxCli.commandLine().getSubcommands().get("task"));
    CommandLine submit = requireNonNull(task.getSubcommands().get("submit"));
    for (OptionSpec option : submit.getCommandSpec().options()) {
      assertThat(page).contains("\\fB" + option.longestName().replace("-", "\\-") + "\\fR");
    }
  }

  @Test
  void shouldWriteAPageForEveryCommandThatGroffTakesWithoutAWarning() throws Exception {
    assertThat(CliRun.of("man", "--to", folder).exitCode()).isEqualTo(PhalanxCli.DONE);

    List<Path> pages = pages();
    assertThat(pages).hasSizeGreaterThan(30).contains(folder.resolve("phalanx-bus-tail.1"));
    assertThat(folder.resolve("phalanx.1"))
        .content()
        .contains(
            "phalanx\\-bus\\fR(1)", "PHALANX_DIR", "PHALANX_PRINT_COMMAND", "PHALANX_WORKERS");
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/groff")), "no groff");
    List<String> command =
        Stream.concat(
                Stream.of("/usr/bin/groff", "-man", "-ww", "-z"),
                pages.stream().map(Path::toString))
            .toList();
    Process groff = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(groff.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(groff.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(said).isEmpty();
  }

  @Test
  void shouldSayThatThereIsNoSuchCommand() {
    CliRun run = CliRun.of("man", "tsk");

    assertThat(run.exitCode()).isEqualTo(PhalanxCli.USAGE);
    assertThat(run.err()).contains("no such command: command=tsk").hasLineCount(1);
  }

  private List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
