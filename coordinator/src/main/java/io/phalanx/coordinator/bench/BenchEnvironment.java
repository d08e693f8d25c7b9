package io.phalanx.coordinator.bench;

import io.phalanx.coordinator.Coordinator;
import io.phalanx.coordinator.doctor.HostFacts;
import io.phalanx.coordinator.report.ByteCount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a benchmark runs on and with, so that its figures can be judged later.
///
/// @param spec the benchmark
record BenchEnvironment(BenchSpec spec) {
  /// The facts by name, the load before the benchmark adds its own among them.
  Map<String, String> look() throws IOException {
    BenchSpec.Places places = spec.places();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    facts.putAll(new HostFacts(Path.of("/")).look());
    facts.put("jdk", String.valueOf(Runtime.version()));
    facts.put("phalanx", Coordinator.VERSION);
    facts.put("matrices", onFileSystem(places.matrices()));
    facts.put("clusters", onFileSystem(places.home()));
    facts.put("workers", String.valueOf(places.workers()));
    facts.put("size", ByteCount.of(MatrixShape.ofBytes(spec.sizeBytes()).bytes()) + " of float64");
    facts.put("rounds", String.valueOf(spec.rounds()));
    return facts;
  }

  private static String onFileSystem(Path folder) throws IOException {
    Path there = folder;
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return folder + " (" + Files.getFileStore(there).type() + ")";
  }
}
