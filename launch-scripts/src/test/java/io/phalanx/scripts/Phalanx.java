package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.phalanx.coordinator.api.ClusterClient;
import io.phalanx.coordinator.report.ClusterStatus;
import io.phalanx.scripts.Script.Outcome;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.counters.WorkerState;
import io.phalanx.shared.matrix.NewMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The program as a user runs it, on one cluster directory in a path that wants quoting.
///
/// Closing stops the cluster if one runs, and asserts that no process of the directory is left.
final class Phalanx implements AutoCloseable {
  private static final Path PROGRAM = Distribution.HOME.resolve("bin/phalanx");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration ORPHANS_LIMIT = Duration.ofSeconds(2);
  private static final Duration EXIT_LIMIT = Duration.ofSeconds(10);
  private static final long STOP_JOBS_MS = 5_000;

  private final Path said;
  private final Path folder;
  private final ClusterDirectory directory;

  private Phalanx(Path said, Path folder, ClusterDirectory directory) {
    this.said = said;
    this.folder = folder;
    this.directory = directory;
  }

  /// A user with a folder for files and in it a cluster directory, below the given folder, which
  /// also gets what the commands print.
  static Phalanx in(Path root) throws IOException {
    Path folder = Files.createDirectories(root.resolve("a user's files"));
    return new Phalanx(root, folder, new ClusterDirectory(folder.resolve("the cluster")));
  }

  /// Another cluster of the same user.
  Phalanx beside(String name) {
    return new Phalanx(said, folder, new ClusterDirectory(folder.resolve(name)));
  }

  /// A file of the user.
  Path file(String name) {
    return folder.resolve(name);
  }

  ClusterDirectory directory() {
    return directory;
  }

  ClusterProcesses processes() {
    return new ClusterProcesses(directory);
  }

  /// A command, not yet run; one of several words has spaces between them.
  Script script(String command, Object... arguments) throws IOException {
    return script(PROGRAM, Stream.of(), command, arguments);
  }

  /// A command of another installation.
  Script scriptOf(Path home, String command, Object... arguments) throws IOException {
    return script(home.resolve("bin/phalanx"), Stream.of(), command, arguments);
  }

  /// A command whose output a shell waits for to its end, as in `$(...)`, and then prints.
  Script substituted(String command, Object... arguments) throws IOException {
    Stream<Object> shell = Stream.of("-c", "said=$(\"$0\" \"$@\"); echo \"$said\"", PROGRAM);
    return script(Path.of("/bin/sh"), shell, command, arguments);
  }

  private Script script(Path program, Stream<Object> first, String command, Object... arguments)
      throws IOException {
    Stream<Object> commands = Stream.of((Object[]) command.split(" ", -1));
    Stream<Object> place = Stream.of("--dir", directory.root());
    String[] words =
        Stream.of(first, commands, place, Stream.of(arguments))
            .flatMap(part -> part)
            .map(Object::toString)
            .toArray(String[]::new);
    return Script.of(said, program, words)
        .with("PATH", System.getenv("PATH"))
        .with("HOME", folder)
        .with("PHALANX_CACHE_DIR", "none") // none are made for copies of the distribution
        .with("PHALANX_JAVA_HOME", System.getProperty("java.home"));
  }

  Outcome run(String command, Object... arguments) throws IOException, InterruptedException {
    return script(command, arguments).run();
  }

  /// Runs a command that must succeed without a complaint.
  Outcome succeed(String command, Object... arguments) throws IOException, InterruptedException {
    return succeeded(run(command, arguments));
  }

  /// Runs a command that must succeed, for its JSON.
  JsonNode json(String command, Object... arguments) throws IOException, InterruptedException {
    Object[] all = Stream.concat(Stream.of(arguments), Stream.of("--json")).toArray();
    return json(succeed(command, all));
  }

  /// The one JSON object that a command printed.
  static JsonNode json(Outcome outcome) throws IOException {
    assertThat(outcome.lines()).hasSize(1);
    return JSON.readTree(outcome.out());
  }

  static Outcome succeeded(Outcome outcome) {
    assertThat(outcome.exit()).as("exit; stderr: %s", outcome.err()).isZero();
    return outcome;
  }

  /// Starts a cluster in the background and waits until all its workers take orders.
  void start(int workers) throws IOException, InterruptedException {
    succeed("start", "--detach", "--workers", workers);
    awaitIdle(workers);
  }

  /// Waits until so many workers take orders.
  void awaitIdle(int workers) {
    Await.until(workers + " idle workers", Await.LONG, () -> idleWorkers() == workers);
  }

  /// Process id of the coordinator, looked up as `status` does but without the second it takes.
  long coordinatorPid() {
    return status().owner().process().pid();
  }

  /// Kills the coordinator; its workers must follow at once.
  void killCoordinator() {
    ClusterProcesses.kill(coordinatorPid());
    processes().awaitNone(ORPHANS_LIMIT);
  }

  /// Makes a worker come to harm at a point of the tile protocol, see the worker's `BreakPoint`.
  ///
  /// @param lines of its properties
  void breakAt(String... lines) throws IOException {
    Files.writeString(breakPoint(), String.join("\n", lines) + "\n");
  }

  /// Waits until a worker has come to the break point, which happens once.
  void awaitBreak() {
    Await.until("a worker at the break point", Await.LONG, () -> !Files.exists(breakPoint()));
  }

  /// Takes the break point back, if no worker has come there.
  void unbreak() throws IOException {
    Files.deleteIfExists(breakPoint());
  }

  private Path breakPoint() {
    return directory.root().resolve("breakpoint");
  }

  /// Process id of a worker.
  long workerPid(int workerId) {
    return workerPids().get(workerId);
  }

  /// Process ids of the workers, by worker id.
  List<Long> workerPids() {
    return status().workers().stream().map(ClusterStatus.Worker::pid).toList();
  }

  /// Asserts that there is no such file, whole or in the making.
  void assertNoHalfOutput(Path output) throws IOException {
    assertThat(output).doesNotExist();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).noneMatch(file -> file.toString().endsWith(NewMatrix.TEMPORARY_SUFFIX));
    }
  }

  /// Stops the cluster as `stop` does, but without the second that a start of the program takes.
  @Override
  public void close() {
    try {
      Optional<ClusterClient> running = ClusterClient.connect(directory);
      if (running.isPresent()) {
        try (ClusterClient client = running.get()) {
          client.stop(STOP_JOBS_MS);
        }
      }
      processes().awaitNone(EXIT_LIMIT);
    } finally {
      processes().killAll();
    }
  }

  /// Number of workers that are at a task.
  long workersAtTasks() {
    return status().workers().stream().filter(worker -> worker.task() != null).count();
  }

  private ClusterStatus status() {
    return ClusterStatus.look(directory).orElseThrow();
  }

  private long idleWorkers() {
    return ClusterStatus.look(directory).stream()
        .flatMap(status -> status.workers().stream())
        .filter(worker ->
            worker.state() == WorkerState.IDLE || (worker.job() == null && worker.task() != null))
        .count();
  }
}
