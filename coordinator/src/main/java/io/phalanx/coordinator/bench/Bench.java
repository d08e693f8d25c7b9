package io.phalanx.coordinator.bench;

import io.phalanx.coordinator.report.ByteCount;
import io.phalanx.shared.config.ClusterSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Runs a benchmark from beginning to end.
public final class Bench {
  private static final long SMALL_BYTES = 1 << 20;
  private static final long WARM_MS = 1_000;

  /// What serves a job, and not the job, is the most of a small one, and is compiled after
  /// thousands.
  private static final long SMALL_WARM_MS_MAX = 15_000;

  private static final long SMALL_WARM_MS_PER_JOB = 75;
  private static final double COLD_SECONDS_MAX = 40;
  private static final double SMALL_SECONDS_MAX = 20;

  private final BenchSpec spec;
  private final Consumer<String> progress;
  private final Map<String, String> descriptions = new LinkedHashMap<>();
  private final Map<String, String> absent = new LinkedHashMap<>();

  private Bench(BenchSpec spec, Consumer<String> progress) {
    this.spec = spec;
    this.progress = progress;
  }

  /// Runs it. Nothing is left of its files and processes.
  ///
  /// @param progress told what is going on, a line each
  /// @throws IllegalArgumentException if the matrices do not fit their folder
  /// @throws IOException if the host cannot be looked at
  public static BenchReport run(BenchSpec spec, Consumer<String> progress) throws IOException {
    return new Bench(spec, progress).run();
  }

  private BenchReport run() throws IOException {
    Map<String, String> environment = new BenchEnvironment(spec).look();
    Room.require(spec);
    try (BenchResources resources = BenchResources.create(spec.places())) {
      List<TaskResult> warm = new ArrayList<>();
      List<TaskResult> small = new ArrayList<>();
      if (!spec.operations().isEmpty() || spec.smallJobs() > 0) {
        runWarm(resources, warm, small);
      }
      List<TaskResult> cold = spec.coldBytes().isEmpty() ? List.of() : runCold(resources);
      return new BenchReport(environment, descriptions, absent, warm, small, cold);
    }
  }

  private void runWarm(BenchResources resources, List<TaskResult> warm, List<TaskResult> small) {
    ClusterSettings settings = ClusterSettings.defaults().withWorkers(spec.places().workers());
    PhalanxContender phalanx =
        resources.add(
            PhalanxContender.start(resources.warm(), settings, spec.places().distribution()));
    List<Contender> contenders = new ArrayList<>();
    contenders.add(phalanx);
    contenders.addAll(startPeers(resources));
    contenders.forEach(this::describe);
    BenchFiles files =
        new BenchFiles(resources.matrices().path(), MatrixShape.ofBytes(spec.sizeBytes()), phalanx);
    Race race = new Race(new Race.Limits(spec.rounds(), spec.secondsMax(), WARM_MS), progress);
    for (BenchOperation operation : spec.operations()) {
      warm.add(race.run(files.task(operation), contenders));
      files.tidy();
    }
    BenchFiles.clear(resources.matrices().path());
    if (spec.smallJobs() > 0) {
      BenchFiles smallFiles =
          new BenchFiles(resources.matrices().path(), MatrixShape.ofBytes(SMALL_BYTES), phalanx);
      long warmMs = Math.min(SMALL_WARM_MS_MAX, SMALL_WARM_MS_PER_JOB * spec.smallJobs());
      Race.Limits limits = new Race.Limits(spec.smallJobs(), SMALL_SECONDS_MAX, warmMs);
      BenchTask task =
          smallFiles.fixed(BenchOperation.SIGMOID, "sigmoid 1 MiB, one after the other");
      small.add(new Race(limits, progress).run(task, contenders));
      BenchFiles.clear(resources.matrices().path());
    }
    resources.closeContenders();
  }

  private List<TaskResult> runCold(BenchResources resources) throws IOException {
    List<TaskResult> results = new ArrayList<>();
    for (long bytes : spec.coldBytes()) {
      List<Contender> contenders = new ColdContenders(spec, resources).all();
      contenders.forEach(resources::add);
      contenders.forEach(this::describe);
      BenchTask task = coldTask(resources, bytes);
      Race.Limits limits = new Race.Limits(spec.rounds(), COLD_SECONDS_MAX, 0);
      results.add(new Race(limits, progress).run(task, contenders));
      BenchFiles.clear(resources.matrices().path());
      resources.closeContenders();
    }
    return results;
  }

  /// The matrix of the cold runs, filled by a cluster that is gone when they begin.
  private BenchTask coldTask(BenchResources resources, long bytes) {
    ClusterSettings settings = ClusterSettings.defaults().withWorkers(spec.places().workers());
    try (PhalanxContender filler =
        PhalanxContender.start(resources.cold(), settings, spec.places().distribution())) {
      return new BenchFiles(resources.matrices().path(), MatrixShape.ofBytes(bytes), filler)
          .fixed(BenchOperation.SIGMOID, "sigmoid " + ByteCount.of(bytes));
    }
  }

  private List<Contender> startPeers(BenchResources resources) {
    List<Peer> peers = new ArrayList<>(limits(resources));
    BenchSpec.Places places = spec.places();
    peers.addAll(
        new Peers(places.scripts(), places.python(), resources.matrices().path(), places.workers())
            .of(spec.peers()));
    List<Contender> present = new ArrayList<>();
    for (Peer peer : peers) {
      PeerContender contender =
          resources.add(
              new PeerContender(
                  peer,
                  resources.home().path().resolve(peer.name() + ".err"),
                  BenchSpec.TIMEOUT_MS));
      progress.accept("starting " + peer.name());
      Optional<String> missing = contender.start();
      if (missing.isPresent()) {
        absent.put(peer.name(), missing.get());
        progress.accept(peer.name() + " is absent: " + missing.get());
      } else {
        present.add(contender);
      }
    }
    return present;
  }

  private List<Peer> limits(BenchResources resources) {
    BenchSpec.Places places = spec.places();
    LimitProgram program =
        new LimitProgram(
            places.distribution(),
            places.scripts().resolve("limit.c"),
            resources.home().path(),
            places.workers());
    try {
      return program.build();
    } catch (IOException e) {
      progress.accept("the limit in Java, since limit.c cannot be built: " + e.getMessage());
      return program.inJava();
    }
  }

  private void describe(Contender contender) {
    descriptions.put(contender.name(), contender.description());
  }
}
