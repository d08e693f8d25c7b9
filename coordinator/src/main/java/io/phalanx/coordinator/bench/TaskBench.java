package io.phalanx.coordinator.bench;

import io.phalanx.coordinator.api.Cluster;
import io.phalanx.coordinator.api.ClusterTasks;
import io.phalanx.coordinator.process.Distribution;
import io.phalanx.coordinator.process.LineProcess;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.ClusterSettings;
import io.phalanx.shared.protocol.TaskRecord;
import io.phalanx.shared.protocol.TaskRequest;
import io.phalanx.shared.protocol.TaskState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Measures tasks that do nothing on a warm cluster of its own, and on pools of processes of
/// Python, one after the other.
///
/// @param distribution the installed program
/// @param folder where the cluster's directory is made and removed
/// @param python the Python of the peers
/// @param peers who else is measured: `executor`, `joblib`, `dask`
/// @param workers processes of each
/// @param effort how much is measured
public record TaskBench(
    Distribution distribution,
    Path folder,
    String python,
    List<String> peers,
    int workers,
    Effort effort) {
  /// Everybody that can be measured beside this project.
  public static final List<String> PEERS = List.of("executor", "joblib", "dask");

  private static final long ANSWER_MS_MAX = 60_000;

  /// Rounds that nobody measures: of 20,000 tasks each, the rate rises until the compilers of all
  /// processes have had about ten.
  private static final int WARM_UP_ROUNDS = 12;

  /// How much is measured.
  ///
  /// @param tasks of a round
  /// @param rounds of tasks that are submitted at once
  /// @param trips tasks that are submitted one after the other
  public record Effort(int tasks, int rounds, int trips) {}

  /// Measures all of them; this project first.
  ///
  /// @param notes told what is going on, and who could not be measured
  public List<TaskRates> run(Consumer<String> notes) throws IOException {
    List<TaskRates> all = new ArrayList<>();
    try (BenchFolder files = BenchFolder.create(folder)) {
      notes.accept("phalanx");
      all.add(phalanx(new ClusterDirectory(files.path().resolve("cluster"))));
      for (String peer : peers) {
        notes.accept(peer);
        peer(peer, files.path(), notes).ifPresent(all::add);
      }
    }
    return all;
  }

  private TaskRates phalanx(ClusterDirectory directory) {
    ClusterSettings settings = ClusterSettings.defaults().withWorkers(workers);
    TaskRates rates =
        new TaskRates(
            "phalanx", "Phalanx, " + workers + " workers, warm cluster, through the Java API");
    try (Cluster _ = Cluster.launch(directory, settings, distribution);
        ClusterTasks tasks = ClusterTasks.connect(directory).orElseThrow()) {
      for (int round = -WARM_UP_ROUNDS; round < effort.rounds(); round++) {
        double rate = round(tasks);
        if (round >= 0) {
          rates.addRate(rate);
        }
      }
      for (int trip = -effort.trips() / 2; trip < effort.trips(); trip++) {
        long beginNs = System.nanoTime();
        await(tasks, tasks.submit(nothing()));
        if (trip >= 0) {
          rates.addTrip(System.nanoTime() - beginNs);
        }
      }
    }
    return rates;
  }

  private double round(ClusterTasks tasks) {
    List<TaskRequest> requests = Collections.nCopies(effort.tasks(), nothing());
    long beginNs = System.nanoTime();
    for (long id : tasks.submit(requests)) {
      await(tasks, id);
    }
    return effort.tasks() * 1e9 / (System.nanoTime() - beginNs);
  }

  private static void await(ClusterTasks tasks, long id) {
    TaskRecord ended = tasks.result(id, ANSWER_MS_MAX).orElseThrow();
    if (ended.state() != TaskState.DONE) {
      throw new IllegalStateException("a task that does nothing failed: task=" + ended);
    }
  }

  private static TaskRequest nothing() {
    return TaskRequest.of("echo", "1");
  }

  private Optional<TaskRates> peer(String kind, Path files, Consumer<String> notes)
      throws IOException {
    List<String> command =
        List.of(
            python,
            distribution.home().resolve("peers").resolve("task_pool.py").toString(),
            kind,
            String.valueOf(workers),
            String.valueOf(effort.tasks()),
            String.valueOf(effort.rounds()),
            String.valueOf(effort.trips()));
    Path errors = files.resolve(kind + ".err");
    try (LineProcess process = LineProcess.start(command, Map.of(), errors)) {
      String first = process.read(ANSWER_MS_MAX);
      if (!first.startsWith("ready ")) {
        notes.accept(kind + " is not measured: " + first);
        return Optional.empty();
      }
      TaskRates rates =
          new TaskRates(kind, first.substring("ready ".length()) + ", " + workers + " processes");
      for (String line = process.read(ANSWER_MS_MAX);
          !line.equals("end");
          line = process.read(ANSWER_MS_MAX)) {
        String[] words = line.split(" ", 2);
        if (words[0].equals("rate")) {
          rates.addRate(Double.parseDouble(words[1]));
        } else {
          rates.addTrip(Long.parseLong(words[1]));
        }
      }
      return Optional.of(rates);
    } catch (IOException e) {
      notes.accept(
          kind + " is not measured: " + e.getMessage() + ", said=" + LineProcess.lastLine(errors));
      return Optional.empty();
    }
  }
}
