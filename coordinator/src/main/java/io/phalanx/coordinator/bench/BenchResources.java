package io.phalanx.coordinator.bench;

import io.phalanx.coordinator.api.ClusterClient;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.OwnerMark;
import io.phalanx.shared.lifecycle.ShutdownHook;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// All that a benchmark must not leave behind: processes of peers, clusters, folders. They go when
/// it is closed, and when the program is told to end.
final class BenchResources implements AutoCloseable {
  private static final long STOP_MS_MAX = 10_000;
  private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(20);

  private final BenchFolder home;
  private final BenchFolder matrices;
  private final List<Contender> contenders = new CopyOnWriteArrayList<>();
  private final ShutdownHook hook = new ShutdownHook("bench", this::abandon);

  private BenchResources(BenchFolder home, BenchFolder matrices) {
    this.home = home;
    this.matrices = matrices;
  }

  static BenchResources create(BenchSpec.Places places) {
    BenchFolder home = BenchFolder.create(places.home());
    BenchResources resources =
        new BenchResources(
            home,
            places.home().equals(places.matrices()) ? home : BenchFolder.create(places.matrices()));
    resources.hook.register();
    return resources;
  }

  BenchFolder home() {
    return home;
  }

  BenchFolder matrices() {
    return matrices;
  }

  /// The directory of the cluster that is measured warm.
  ClusterDirectory warm() {
    return new ClusterDirectory(home.path().resolve("warm"));
  }

  /// The directory of clusters that live as long as a run.
  ClusterDirectory cold() {
    return new ClusterDirectory(home.path().resolve("cold"));
  }

  /// The directory of the cluster that a run leaves for the next one.
  ClusterDirectory kept() {
    return new ClusterDirectory(home.path().resolve("kept"));
  }

  /// Takes care of a contender's end.
  <T extends Contender> T add(T contender) {
    contenders.add(contender);
    return contender;
  }

  /// Ends all contenders so far: the cluster here, the processes of others side by side.
  void closeContenders() {
    closeProcesses();
    contenders.forEach(Contender::close);
    contenders.clear();
  }

  private void closeProcesses() {
    contenders.parallelStream()
        .filter(contender -> !(contender instanceof PhalanxContender))
        .forEach(Contender::close);
  }

  @Override
  public void close() {
    closeContenders();
    stopKept();
    home.close();
    matrices.close();
    hook.close();
  }

  /// The warm cluster stops itself when the program is told to end; the rest is done here.
  private void abandon() {
    closeProcesses();
    awaitStopped(warm());
    stopKept();
    home.close();
    matrices.close();
  }

  /// Its process as well: it tidies up to its end.
  private void stopKept() {
    ClusterClient.connect(kept())
        .ifPresent(client -> {
          try (client) {
            client.stop(0);
          }
          await(() -> !client.owner().isAlive());
        });
  }

  private static void awaitStopped(ClusterDirectory directory) {
    await(() -> OwnerMark.ofLive(directory).isEmpty());
  }

  private static void await(BooleanSupplier condition) {
    long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOP_MS_MAX);
    while (!condition.getAsBoolean() && System.nanoTime() - deadlineNs < 0) {
      LockSupport.parkNanos(POLL_NS);
    }
  }
}
