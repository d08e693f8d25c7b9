package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.Coordinator;
import io.phalanx.coordinator.api.ClusterClient;
import io.phalanx.coordinator.call.Build;
import io.phalanx.coordinator.call.Call;
import io.phalanx.coordinator.call.CallHandler;
import io.phalanx.coordinator.call.ServedCaller;
import io.phalanx.shared.config.ClusterDirectory;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine;

/// Commands that a cluster runs in its own process for callers elsewhere, which so spare themselves
/// the start of a JVM.
///
/// @param coordinator the cluster, which stays while it serves
/// @param directory its directory
/// @param build of this program; callers of another one run their commands themselves
record ServedCommands(Coordinator coordinator, ClusterDirectory directory, Build build)
    implements CallHandler {
  private static final String RUN = "run";

  /// Those that ask only what a caller can be asked through [Caller].
  private static final Set<String> SERVED = Set.of(RUN, "submit");

  private static final List<String> SERVED_OF_TASKS = List.of("task", "submit");

  private static final int REHEARSALS = 5;

  /// What asks the terminal for its width.
  private static final Set<String> HELP = Set.of("-h", "--help");

  /// Goes the way of a command as far as it leaves no trace, a few times: once to have it loaded,
  /// then to have it compiled.
  @Override
  public void rehearse() {
    String root = directory.root().toString();
    String absent = directory.calls().resolve("absent.npy").toString();
    List<String> words = List.of(RUN, "relu", absent, "--in-place", "--keep-alive=1s");
    Call call = new Call(build.id(), "", root, root, "", false, Map.of(), words);
    for (int round = 0; round < REHEARSALS; round++) {
      OutputStream nowhere = OutputStream.nullOutputStream();
      execute(PhalanxCli.commandLine(RUN), new ServedCaller(call, nowhere, nowhere));
      ClusterClient.connect(directory).ifPresent(ClusterClient::close);
    }
  }

  /// Has the many options of the usual command looked up before they are asked for.
  @Override
  public Prepared prepare() {
    CommandLine run = PhalanxCli.commandLine(RUN);
    return served -> run(run, served);
  }

  private int run(CommandLine run, ServedCaller served) {
    if (!isServed(served.call())) {
      return ELSEWHERE;
    }
    String first = served.call().words().getFirst();
    CommandLine commands = first.equals(RUN) ? run : PhalanxCli.commandLine(first);
    coordinator.enter();
    try {
      return execute(commands, served);
    } finally {
      coordinator.leave();
    }
  }

  private int execute(CommandLine commands, ServedCaller served) {
    Caller caller = Caller.served(served, directory);
    PrintWriter err =
        new PrintWriter(new OutputStreamWriter(served.err(), StandardCharsets.UTF_8), true);
    String[] words = served.call().words().toArray(String[]::new);
    AtomicInteger exitCode = new AtomicInteger();
    caller.run(() -> exitCode.set(PhalanxCli.execute(commands, served.out(), err, words)));
    return caller.isSentAway() ? ELSEWHERE : exitCode.get();
  }

  private boolean isServed(Call call) {
    List<String> words = call.words();
    return !words.isEmpty()
        && (SERVED.contains(words.getFirst())
            || words.subList(0, Math.min(2, words.size())).equals(SERVED_OF_TASKS))
        && words.stream().noneMatch(HELP::contains)
        && (isUnicodeInPaths() || isAscii(call))
        && call.build().equals(build.id())
        && isOwnJdk(call.jdk());
  }

  private static boolean isOwnJdk(String jdk) {
    try {
      return Files.isSameFile(Path.of(jdk), Path.of(System.getProperty("java.home")));
    } catch (IOException e) {
      return false; // there is no such folder
    }
  }

  /// False where this process was started with a locale that has no names for some files.
  private static boolean isUnicodeInPaths() {
    return "UTF-8".equals(System.getProperty("sun.jnu.encoding"));
  }

  private static boolean isAscii(Call call) {
    return StandardCharsets.US_ASCII.newEncoder().canEncode(call.toString());
  }
}
