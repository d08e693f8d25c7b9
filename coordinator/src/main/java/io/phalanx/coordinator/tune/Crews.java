package io.phalanx.coordinator.tune;

import io.phalanx.coordinator.api.Cluster;
import io.phalanx.coordinator.bench.Steadiness;
import io.phalanx.coordinator.report.ClusterStatus;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.ClusterSettings;
import io.phalanx.shared.counters.WorkerState;
import io.phalanx.shared.lifecycle.PhalanxException;
import io.phalanx.shared.lifecycle.PhalanxException.Category;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// The clusters of a sweep: each has the workers of its points, and stays for as long as memory
/// allows, since to start and warm one takes seconds, and idle ones take next to nothing.
///
/// One thread uses it.
final class Crews implements AutoCloseable {
  private static final int WARM_RUNS_MIN = 3;
  private static final long WARM_NS_MAX = TimeUnit.SECONDS.toNanos(2);
  private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(5);

  private final Path folder;
  private final TuneSpec spec;
  private final Work work;
  private final int workersMax;
  private final Consumer<String> progress;

  /// Last used last.
  private final Map<Kind, Crew> running = new LinkedHashMap<>(16, 0.75f, true);

  private final List<ClusterDirectory> directories = new CopyOnWriteArrayList<>();

  private boolean prepared;

  /// @param folder for their directories
  /// @param workersMax how many workers memory allows for, of all together
  Crews(Path folder, TuneSpec spec, Work work, int workersMax, Consumer<String> progress) {
    this.folder = folder;
    this.spec = spec;
    this.work = work;
    this.workersMax = workersMax;
    this.progress = progress;
  }

  /// What a cluster is started with. Sizes of tiles are asked for with each job.
  private record Kind(int workers, boolean pinned) {
    static Kind of(TunePoint point) {
      return new Kind(point.workers(), point.pinned());
    }
  }

  /// One that runs.
  private record Crew(Cluster cluster, Work.Lane lane) {
    void close() {
      lane.close();
      cluster.close();
    }
  }

  /// The lane of a point, warm.
  Work.Lane at(TunePoint point) throws IOException {
    Kind kind = Kind.of(point);
    Crew crew = running.get(kind);
    if (crew == null) {
      makeRoom(kind.workers());
      crew = start(kind);
      running.put(kind, crew);
      warm(crew.lane(), point);
    }
    return crew.lane();
  }

  /// Ends the clusters of all but these points: even idle ones take a little.
  void keepOnly(List<TunePoint> points) {
    Set<Kind> kept = points.stream().map(Kind::of).collect(Collectors.toSet());
    List<Kind> others = running.keySet().stream().filter(kind -> !kept.contains(kind)).toList();
    for (Kind kind : others) {
      Crew crew = running.remove(kind);
      if (crew != null) {
        crew.close();
      }
    }
  }

  /// Directories of all that were started. Any thread may ask.
  List<ClusterDirectory> directories() {
    return List.copyOf(directories);
  }

  @Override
  public void close() {
    running.values().forEach(Crew::close);
    running.clear();
  }

  private void makeRoom(int workers) {
    Iterator<Map.Entry<Kind, Crew>> eldest = running.entrySet().iterator();
    int taken = running.keySet().stream().mapToInt(Kind::workers).sum();
    while (taken + workers > workersMax && eldest.hasNext()) {
      Map.Entry<Kind, Crew> next = eldest.next();
      eldest.remove();
      next.getValue().close();
      taken -= next.getKey().workers();
    }
  }

  private Crew start(Kind kind) throws IOException {
    progress.accept(
        "starting a cluster and warming it: workers="
            + kind.workers()
            + (kind.pinned() ? ", pinned" : ""));
    ClusterDirectory directory =
        new ClusterDirectory(folder.resolve(kind.workers() + (kind.pinned() ? "-pinned" : "")));
    directories.add(directory);
    ClusterSettings settings =
        spec.settings()
            .withWorkers(kind.workers())
            .withWorker(spec.settings().worker().withPin(kind.pinned()));
    Cluster cluster = Cluster.launchInTurns(directory, settings, spec.distribution());
    try {
      awaitReady(directory, settings);
      if (!prepared) {
        work.prepare(cluster);
        prepared = true;
      }
      return new Crew(cluster, work.on(cluster));
    } catch (IOException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private static void awaitReady(ClusterDirectory directory, ClusterSettings settings) {
    long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(settings.startTimeoutMs());
    while (idle(directory) < settings.workers()) {
      if (System.nanoTime() - deadlineNs > 0) {
        throw new PhalanxException(
            Category.FATAL,
            "workers do not start: workers=" + settings.workers() + ", see " + directory.logs());
      }
      LockSupport.parkNanos(POLL_NS);
    }
  }

  private static long idle(ClusterDirectory directory) {
    return ClusterStatus.look(directory).stream()
        .flatMap(status -> status.workers().stream())
        .filter(worker -> worker.state() == WorkerState.IDLE)
        .count();
  }

  private static void warm(Work.Lane lane, TunePoint point) throws IOException {
    Steadiness steadiness = new Steadiness();
    long beginNs = System.nanoTime();
    for (int run = 0; run < WARM_RUNS_MIN || isCold(steadiness, beginNs); run++) {
      steadiness.add(lane.warm(point).seconds());
    }
  }

  private static boolean isCold(Steadiness steadiness, long beginNs) {
    return !steadiness.isReached() && System.nanoTime() - beginNs < WARM_NS_MAX;
  }
}
