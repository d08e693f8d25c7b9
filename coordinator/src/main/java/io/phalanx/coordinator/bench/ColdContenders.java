package io.phalanx.coordinator.bench;

import io.phalanx.coordinator.bench.CommandContender.Place;
import io.phalanx.coordinator.config.Variable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The whole programs that are measured from start to exit, each making the sigmoid of a matrix in
/// place.
///
/// @param spec what is measured
/// @param resources where the clusters live
record ColdContenders(BenchSpec spec, BenchResources resources) {
  private static final String KEEP_ALIVE = "10m";

  List<Contender> all() {
    List<Contender> all = new ArrayList<>();
    all.add(
        command(
            "phalanx-run",
            "phalanx run, which starts a cluster and stops it again",
            run(resources.cold().root(), List.of("--workers", workers()))));
    all.add(
        command(
            "phalanx-kept",
            "phalanx run, with the cluster that the run before has left",
            run(
                resources.kept().root(),
                List.of("--workers", workers(), "--keep-alive", KEEP_ALIVE))));
    if (spec.peers().contains("numpy")) {
      all.add(python("best", "in place over blocks that fit the cache"));
      all.add(python("article", "the article's expression"));
    }
    return all;
  }

  private Contender python(String form, String how) {
    String name = form.equals("best") ? "python" : "python-" + form;
    String script = spec.places().scripts().resolve("cold_sigmoid.py").toString();
    return command(
        name,
        "a fresh Python with NumPy and " + workers() + " forked processes, " + how,
        List.of(spec.places().python(), script, form, workers(), CommandContender.FILE));
  }

  private List<String> run(Path directory, List<String> options) {
    List<String> words = new ArrayList<>();
    words.add(spec.places().distribution().home().resolve("bin/phalanx").toString());
    words.addAll(List.of("run", "sigmoid", CommandContender.FILE, "--in-place"));
    words.addAll(List.of("--dir", directory.toString()));
    words.addAll(options);
    return words;
  }

  private Contender command(String name, String description, List<String> words) {
    Path jdk = spec.places().distribution().java().resolve("../..").normalize();
    Map<String, String> environment = Map.of(Variable.JAVA_HOME.variable(), jdk.toString());
    Place place = new Place(resources.home().path().resolve(name + ".out"), BenchSpec.TIMEOUT_MS);
    return new CommandContender(name, description, words, environment, place);
  }

  private String workers() {
    return String.valueOf(spec.places().workers());
  }
}
