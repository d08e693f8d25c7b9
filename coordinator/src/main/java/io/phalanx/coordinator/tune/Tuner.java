package io.phalanx.coordinator.tune;

import io.phalanx.coordinator.bench.BenchFolder;
import io.phalanx.coordinator.doctor.HostFacts;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.OwnerMark;
import io.phalanx.shared.lifecycle.ShutdownHook;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// Tries all points of a sweep on clusters of its own, and leaves nothing of them, not even when
/// the program is told to end.
public final class Tuner implements AutoCloseable {
  /// Memory of an idle worker and its share of a coordinator, generously.
  private static final long WORKER_BYTES = 192L << 20;

  private static final long STOP_MS_MAX = 10_000;
  private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(20);

  private final TuneSpec spec;
  private final BenchFolder folder;
  private final Crews crews;
  private final Work work;
  private final Consumer<String> progress;
  private final ShutdownHook hook = new ShutdownHook("tune", this::abandon);

  private Tuner(
      TuneSpec spec, BenchFolder folder, Crews crews, Work work, Consumer<String> progress) {
    this.spec = spec;
    this.folder = folder;
    this.crews = crews;
    this.work = work;
    this.progress = progress;
  }

  /// One that keeps its clusters in a folder of its own.
  ///
  /// @param parent where that is made
  /// @param progress told what is going on, a line each
  public static Tuner open(Path parent, TuneSpec spec, Work work, Consumer<String> progress)
      throws IOException {
    BenchFolder folder = BenchFolder.create(parent);
    Crews crews = new Crews(folder.path(), spec, work, workersMax(spec), progress);
    Tuner tuner = new Tuner(spec, folder, crews, work, progress);
    tuner.hook.register();
    return tuner;
  }

  /// Half of the memory that is left; at least those of the largest point.
  private static int workersMax(TuneSpec spec) throws IOException {
    int most = spec.points().stream().mapToInt(TunePoint::workers).max().orElse(1);
    long available = new HostFacts(Path.of("/")).availableBytes().orElse(Long.MAX_VALUE);
    return Math.clamp(available / 2 / WORKER_BYTES, most, Integer.MAX_VALUE);
  }

  /// Warms all points, then measures them.
  ///
  /// @param limit what memory allows, in bytes a second; empty where that says nothing
  /// @throws IOException if the work fails
  public TuneReport run(OptionalDouble limit) throws IOException {
    for (TunePoint point : spec.points()) {
      crews.at(point);
    }
    progress.accept("measuring " + spec.points().size() + " points in turn");
    Sweep sweep = new Sweep(spec.points(), spec.seconds(), System::nanoTime, progress);
    List<Measured> measured = sweep.run(point -> crews.at(point).measure(point), crews::keepOnly);
    return TuneReport.of(work, measured, limit, spec.cores());
  }

  @Override
  public void close() {
    crews.close();
    work.close();
    folder.close();
    hook.close();
  }

  /// Each cluster stops itself when the program is told to end.
  private void abandon() {
    long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOP_MS_MAX);
    for (ClusterDirectory directory : crews.directories()) {
      while (OwnerMark.ofLive(directory).isPresent() && System.nanoTime() - deadlineNs < 0) {
        LockSupport.parkNanos(POLL_NS);
      }
    }
    folder.close();
  }
}
