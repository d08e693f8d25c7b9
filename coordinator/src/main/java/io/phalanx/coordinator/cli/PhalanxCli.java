package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.api.ClusterStoppingException;
import io.phalanx.coordinator.config.Variable;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  private static final String VERSION = "--version";

  private static final String MAPPED =
      "check whether the disk is full or failing, and whether the file was cut short meanwhile";

  /// Every command by its name, in the order of the help.
  private static final Map<String, Class<?>> COMMANDS = commands();

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

  /// The same on other streams.
  static int execute(OutputStream stdout, PrintWriter stderr, String... args) {
    CommandLine commands = args.length == 0 ? commandLine() : commandLine(args[0]);
    return execute(commands, stdout, stderr, args);
  }

  /// Runs the command line.
  ///
  /// @param commands what understands it, not used before
  /// @param stdout for results
  /// @param stderr for complaints
  /// @return the exit code
  static int execute(
      CommandLine commands, OutputStream stdout, PrintWriter stderr, String... args) {
    ResultStream results = new ResultStream(stdout);
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
    CommandLine commands = new CommandLine(new PhalanxCli());
    COMMANDS.forEach(commands::addSubcommand);
    return configured(commands);
  }

  /// What understands a command line with this first word: of the commands only the one that it
  /// names, since most of a short command's time would go into reading the options of the others.
  static CommandLine commandLine(String first) {
    Class<?> command = COMMANDS.get(first);
    if (command == null || command == HelpCommand.class) {
      return first.equals(VERSION) ? configured(new CommandLine(new PhalanxCli())) : commandLine();
    }
    return configured(new CommandLine(new PhalanxCli()).addSubcommand(first, command));
  }

  private static CommandLine configured(CommandLine commands) {
    return commands
        .setParameterExceptionHandler(PhalanxCli::onWrongUsage)
        .setExecutionExceptionHandler(PhalanxCli::onFailure)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true);
  }

  private static Map<String, Class<?>> commands() {
    Map<String, Class<?>> commands = new LinkedHashMap<>();
    commands.put("run", RunCommand.class);
    commands.put("start", StartCommand.class);
    commands.put("scale", ScaleCommand.class);
    commands.put("stop", StopCommand.class);
    commands.put("status", StatusCommand.class);
    commands.put("top", TopCommand.class);
    commands.put("submit", SubmitCommand.class);
    commands.put("wait", WaitCommand.class);
    commands.put("jobs", JobsCommand.class);
    commands.put("cancel", CancelCommand.class);
    commands.put("resume", ResumeCommand.class);
    commands.put("logs", LogsCommand.class);
    commands.put("task", TaskCommand.class);
    commands.put("bus", BusCommand.class);
    commands.put("matrix", MatrixCommand.class);
    commands.put("ops", OpsCommand.class);
    commands.put("download", DownloadCommand.class);
    commands.put("demo", DemoCommand.class);
    commands.put("config", ConfigCommand.class);
    commands.put("doctor", DoctorCommand.class);
    commands.put("tune", TuneCommand.class);
    commands.put("bench", BenchCommand.class);
    commands.put("chaos", ChaosCommand.class);
    commands.put("completion", CompletionCommand.class);
    commands.put("man", ManCommand.class);
    commands.put("help", HelpCommand.class);
    return commands;
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
      Caller.here().leaveToCaller();
      return FAILED;
    }
    complain(command.getErr(), oneLine(e));
    if (Variable.DEBUG.value() != null) {
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

  static void complain(PrintWriter stderr, String message) {
    stderr.println("phalanx: " + message);
    stderr.flush();
  }
}
