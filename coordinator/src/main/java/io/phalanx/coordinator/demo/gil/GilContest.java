package io.phalanx.coordinator.demo.gil;

import io.phalanx.coordinator.api.Cluster;
import io.phalanx.coordinator.api.ClusterTasks;
import io.phalanx.coordinator.api.pool.TaskPool;
import io.phalanx.coordinator.bench.Figures;
import io.phalanx.coordinator.demo.gil.Contestant.Lap;
import io.phalanx.coordinator.demo.gil.GilResult.Lane;
import io.phalanx.coordinator.process.Distribution;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.ClusterSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Has the same work done every way there is, in turn, so that what disturbs the machine meets all
/// of them alike.
///
/// Threads and processes stand ready when the clock starts, and code of the JVM is compiled.
///
/// @param distribution the installed program
/// @param folder for a cluster and what Python says; whoever made it removes it
/// @param python the Python to compare with
/// @param work what is done
public record GilContest(Distribution distribution, Path folder, String python, GilWork work) {
  private static final int ROUNDS_MIN = 3;
  private static final int ROUNDS_MAX = 5;
  private static final long ROUNDS_NS_MAX = TimeUnit.SECONDS.toNanos(4);
  private static final long WARM_UP_NS = TimeUnit.MILLISECONDS.toNanos(500);

  /// Measures.
  ///
  /// @param notes told why Python takes no part, if so
  /// @throws IOException if somebody fails
  public GilResult run(Consumer<String> notes) throws IOException {
    ClusterDirectory directory = new ClusterDirectory(folder.resolve("cluster"));
    ClusterSettings settings = ClusterSettings.defaults().withWorkers(work.threads());
    try (Cluster _ = Cluster.launch(directory, settings, distribution);
        ClusterTasks tasks = ClusterTasks.connect(directory).orElseThrow();
        TaskPool pool = TaskPool.platformThreads(work.threads());
        Python other = startPython(notes)) {
      List<Contestant> all = new ArrayList<>();
      all.add(new JvmThreads(Way.JVM_THREAD, work, pool));
      all.add(new JvmThreads(Way.JVM_THREADS, work, pool));
      all.add(new JvmProcesses(work, tasks));
      if (other != null) {
        all.addAll(other.contestants());
      }
      int cores = Runtime.getRuntime().availableProcessors();
      Optional<PythonKind> kind = other == null ? Optional.empty() : Optional.of(other.kind());
      return new GilResult(work, cores, kind, measure(all));
    }
  }

  private @Nullable Python startPython(Consumer<String> notes) {
    Path script = distribution.home().resolve("peers").resolve("reference_work.py");
    try {
      return Python.start(python, script, work, folder.resolve("python.err"));
    } catch (IOException e) {
      notes.accept("no Python to compare with: program=" + python + ", cause=" + e.getMessage());
      return null;
    }
  }

  private static List<Lane> measure(List<Contestant> all) throws IOException {
    for (Contestant contestant : all) {
      warmUp(contestant);
    }
    List<List<Lap>> laps = all.stream().map(_ -> (List<Lap>) new ArrayList<Lap>()).toList();
    long beginNs = System.nanoTime();
    for (int round = 0; round < ROUNDS_MAX && !isOver(round, beginNs); round++) {
      for (int i = 0; i < all.size(); i++) {
        laps.get(i).add(all.get(i).run());
      }
    }
    long sum = laps.getFirst().getFirst().sum();
    List<Lane> lanes = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      lanes.add(lane(all.get(i).way(), laps.get(i), sum));
    }
    return lanes;
  }

  private static boolean isOver(int rounds, long beginNs) {
    return rounds >= ROUNDS_MIN && System.nanoTime() - beginNs > ROUNDS_NS_MAX;
  }

  /// Python compiles nothing while it runs: once is enough to touch all it has.
  private static void warmUp(Contestant contestant) throws IOException {
    long beginNs = System.nanoTime();
    do {
      Lap _ = contestant.run();
    } while (contestant.way().language() == Way.Language.JVM
        && System.nanoTime() - beginNs < WARM_UP_NS);
  }

  private static Lane lane(Way way, List<Lap> laps, long sum) {
    Figures seconds = new Figures(laps.stream().map(lap -> lap.elapsedNs() / 1e9).toList());
    boolean right = laps.stream().allMatch(lap -> lap.sum() == sum);
    return new Lane(way, seconds, laps.getLast().sum(), right);
  }
}
