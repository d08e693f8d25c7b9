package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.api.ClusterStoppingException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

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
      ResumeCommand.class,
      LogsCommand.class,
      MatrixCommand.class,
      OpsCommand.class,
      DemoCommand.class,
      DoctorCommand.class,
      ChaosCommand.class,
      CompletionCommand.class,
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

  private static final String MAPPED =
      "check whether the disk is full or failing, and whether the file was cut short meanwhile";

  @Spec private CommandSpec spec;

  /// Runs the command line and ends the process with its exit code.
  public static void main(String[] args) {
    System.exit(execute(args));
  }

  /// Runs the command line on the streams of this process.
  ///
  /// @return the exit code
  static int execute(String... args) {
    OutputStream stdout = new FileOutputStream(FileDescriptor.out);
    Writer stderr = new OutputStreamWriter(System.err, System.err.charset());
    return execute(stdout, new PrintWriter(stderr, true), args);
  }

  /// Runs the command line.
  ///
  /// @param stdout for results
  /// @param stderr for complaints
  /// @return the exit code
  static int execute(OutputStream stdout, PrintWriter stderr, String... args) {
    ResultStream results = new ResultStream(stdout);
    CommandLine commands = commandLine();
    commands.setOut(new PrintWriter(new OutputStreamWriter(results, System.out.charset())));
    commands.setErr(stderr);
    int exitCode = run(commands, args);
    commands.getOut().flush();
    if (results.isLost()) {
      complain(stderr, "cannot write the result: cause=" + results.cause() + "; check the disk");
      return FAILED;
    }
    return exitCode;
  }

  /// Picocli hands over exceptions; what is left is a fault of the process.
  private static int run(CommandLine commands, String... args) {
    try {
      return commands.execute(args);
    } catch (InternalError e) {
      // How a SIGBUS arrives.
      complain(commands.getErr(), "a mapped file failed: cause=" + e.getMessage() + "; " + MAPPED);
    } catch (OutOfMemoryError e) {
      complain(commands.getErr(), "out of memory: cause=" + e.getMessage() + "; free some");
    }
    return FAILED;
  }

  /// All commands and options.
  static CommandLine commandLine() {
    return new CommandLine(new PhalanxCli())
        .setParameterExceptionHandler(PhalanxCli::onWrongUsage)
        .setExecutionExceptionHandler(PhalanxCli::onFailure)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true);
  }

  /// A command is missing.
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command");
  }

  private static int onWrongUsage(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    List<String> meant =
        e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
    complain(
        command.getErr(),
        oneLine(e)
            + (meant.isEmpty() ? "" : "; did you mean " + String.join(" or ", meant) + "?")
            + "; see "
            + command.getCommandSpec().qualifiedName()
            + " --help");
    return USAGE;
  }

  private static int onFailure(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
    if (e instanceof ClusterStoppingException && Caller.here().cluster() != null) {
      Caller.here().sendAway();
      return FAILED;
    }
    complain(command.getErr(), oneLine(e));
    if (System.getenv(DEBUG_VARIABLE) != null) {
      e.printStackTrace(command.getErr());
      command.getErr().flush();
    }
    boolean badInput =
        e instanceof IllegalArgumentException && !(e.getCause() instanceof UncheckedIOException);
    return badInput ? USAGE : command.getCommandSpec().exitCodeOnExecutionException();
  }

  private static String oneLine(Exception e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    return message.lines().findFirst().orElse(message);
  }

  private static void complain(PrintWriter stderr, String message) {
    stderr.println("phalanx: " + message);
    stderr.flush();
  }
}
