package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.Coordinator;
import io.phalanx.coordinator.api.ClusterClient;
import io.phalanx.coordinator.call.CallHandler;
import io.phalanx.coordinator.call.ServedCaller;
import io.phalanx.shared.config.ClusterDirectory;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;

/// Commands that a cluster runs in its own process for callers elsewhere, which so spare themselves
/// the loading of half the program.
///
/// @param coordinator the cluster, which stays while it serves
/// @param directory its directory
record ServedCommands(Coordinator coordinator, ClusterDirectory directory) implements CallHandler {
  /// Those that ask only what a caller can be asked through [Caller].
  private static final Set<String> SERVED = Set.of("run", "submit", "jobs");

  @Override
  public int run(ServedCaller served, List<String> words) {
    if (words.isEmpty() || !SERVED.contains(words.getFirst())) {
      return ELSEWHERE;
    }
    coordinator.enter();
    try {
      Caller caller = Caller.served(served, directory);
      int[] exitCode = new int[1];
      caller.run(() -> {
        PrintWriter err =
            new PrintWriter(new OutputStreamWriter(served.err(), StandardCharsets.UTF_8), true);
        exitCode[0] = PhalanxCli.execute(served.out(), err, words.toArray(String[]::new));
      });
      return caller.isSentAway() ? ELSEWHERE : exitCode[0];
    } finally {
      coordinator.leave();
    }
  }

  /// Loads what a command needs, so that the first one does not wait for it.
  @Override
  public void rehearse() {
    CommandLine commands = PhalanxCli.commandLine();
    commands.parseArgs("run", "relu", "in.npy", "--in-place", "--json");
    ClusterClient.connect(directory).ifPresent(ClusterClient::close);
  }
}
