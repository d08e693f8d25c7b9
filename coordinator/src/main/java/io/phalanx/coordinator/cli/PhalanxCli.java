package io.phalanx.coordinator.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command line, `phalanx`.
///
/// Exit codes: 0 done, 1 failed, 2 wrong usage or bad input. Results go to stdout, progress and
/// complaints to stderr.
@Command(
    name = "phalanx",
    description = "A multi-process compute cluster on one host, over one memory-mapped matrix.",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    subcommands = {
      RunCommand.class,
      StartCommand.class,
      StopCommand.class,
      StatusCommand.class,
      SubmitCommand.class,
      WaitCommand.class,
      JobsCommand.class,
      CancelCommand.class,
      HelpCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  phalanx run sigmoid in.npy --out out.npy",
      "  phalanx start --workers 2 --detach && phalanx status"
    })
public final class PhalanxCli implements Runnable {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;

  /// Prints the stack trace of a failure as well, for those who look into one.
  private static final String DEBUG_VARIABLE = "PHALANX_DEBUG";

  @Spec private CommandSpec spec;

  /// Runs the command line and ends the process with its exit code.
  public static void main(String[] args) {
    System.exit(execute(args));
  }

  /// Runs the command line.
  ///
  /// @return the exit code
  static int execute(String... args) {
    return new CommandLine(new PhalanxCli())
        .setExecutionExceptionHandler(PhalanxCli::onFailure)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .execute(args);
  }

  /// A command is missing.
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command; see phalanx --help");
  }

  private static int onFailure(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
    PrintWriter err = command.getErr();
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    err.println("phalanx: " + message.lines().findFirst().orElse(message));
    if (System.getenv(DEBUG_VARIABLE) != null) {
      e.printStackTrace(err);
    }
    err.flush();
    boolean badInput =
        e instanceof IllegalArgumentException && !(e.getCause() instanceof UncheckedIOException);
    return badInput ? USAGE : FAILED;
  }
}
