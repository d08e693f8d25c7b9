package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.shared.config.ClusterDirectory;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/// The processes of one cluster directory, as the operating system lists them: those of Java that
/// have the directory among their arguments.
record ClusterProcesses(ClusterDirectory directory) {
  private static final Duration KILL_LIMIT = Duration.ofSeconds(10);

  /// All that are alive.
  List<ProcessHandle> alive() {
    return matching(argument -> argument.startsWith("io.phalanx."));
  }

  /// The workers among them, stopped ones too.
  List<ProcessHandle> workers() {
    return matching(argument -> argument.endsWith(".WorkerMain"));
  }

  /// Waits until none is left.
  void awaitNone(Duration limit) {
    Await.until("no process of " + directory.root(), limit, () -> alive().isEmpty());
  }

  /// Sends a signal, such as `STOP`, with the tool that every system has.
  static void signal(String name, long pid) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).inheritIO().start();
    assertThat(kill.waitFor()).as("kill -%s %s", name, pid).isZero();
  }

  /// Sends SIGKILL and waits for the end.
  static void kill(long pid) {
    ProcessHandle.of(pid)
        .ifPresent(process -> {
          process.destroyForcibly();
          Await.until("end of process " + pid, KILL_LIMIT, () -> !process.isAlive());
        });
  }

  /// Kills all, so that a failed test does not disturb the next.
  void killAll() {
    alive().forEach(process -> kill(process.pid()));
  }

  private List<ProcessHandle> matching(Predicate<String> main) {
    return ProcessHandle.allProcesses()
        .filter(process -> {
          List<String> arguments = List.of(process.info().arguments().orElse(new String[0]));
          return arguments.contains(directory.root().toString())
              && arguments.stream().anyMatch(main);
        })
        .toList();
  }
}
