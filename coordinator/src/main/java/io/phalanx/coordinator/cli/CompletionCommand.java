package io.phalanx.coordinator.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `phalanx completion`.
@Command(
    name = "completion",
    description = {
      "Prints the script with which a shell completes phalanx commands and options, and for logs and"
          + " tail-logs the names of processes that have logs in the directory.",
      "zsh runs the script of bash through its bashcompinit."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  source <(phalanx completion bash)",
      "  source <(phalanx completion zsh)"
    })
final class CompletionCommand implements Callable<Integer> {
  /// A shell with programmable completion, and what it needs before the script.
  enum Shell {
    BASH(""),
    ZSH(
        """
        autoload -U +X compinit bashcompinit && compinit && bashcompinit
        (( $+functions[compopt] )) || function compopt() { }
        """);

    private final String preparation;

    Shell(String preparation) {
      this.preparation = preparation;
    }
  }

  private static final String OF_LOGS = "logs-completion.bash";

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "bash|zsh", description = "The shell.")
  private Shell shell = Shell.BASH;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.print(shell.preparation);
    out.print(AutoComplete.bash("phalanx", PhalanxCli.commandLine()));
    out.print(ofLogs());
    out.flush();
    return PhalanxCli.DONE;
  }

  /// Picocli's script knows options and fixed words alone.
  private static String ofLogs() {
    try (InputStream script =
        Objects.requireNonNull(CompletionCommand.class.getResourceAsStream(OF_LOGS), OF_LOGS)) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read: resource=" + OF_LOGS + ", cause=" + e, e);
    }
  }
}
