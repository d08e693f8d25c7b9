package io.phalanx.coordinator.doctor;

import io.phalanx.coordinator.Coordinator;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.OwnerMark;
import io.phalanx.shared.matrix.NewMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Who owns the directory, and what a dead one left in it.
///
/// @param directory the cluster's directory, which need not exist
record StateCheck(ClusterDirectory directory) implements Check {
  /// Temporary matrices lie in the directory itself, or in a folder of one run or job.
  private static final int DEPTH_MAX = 3;

  /// How the names of folders begin that one command needs while it runs.
  private static final String SCRATCH = "scratch-";

  @Override
  public List<Finding> look() throws IOException {
    if (!Files.isDirectory(directory.root())) {
      return List.of(Finding.ok("state", "stopped"));
    }
    Optional<OwnerMark> owner = mark();
    if (owner.isPresent() && owner.get().isAlive()) {
      return List.of(running(owner.get()));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(owner.isEmpty() ? Finding.ok("state", "stopped") : stale(owner.get()));
    List<String> leftovers = leftovers();
    findings.add(
        Finding.warnIf(
            !leftovers.isEmpty(),
            "leftovers",
            leftovers.isEmpty() ? "none" : String.join(", ", leftovers),
            "unfinished matrices of killed processes, or of jobs that can go on: phalanx doctor"
                + " --clean tells, and removes the former"));
    return findings;
  }

  private Optional<OwnerMark> mark() {
    return OwnerMark.read(directory.mark());
  }

  private static Finding running(OwnerMark owner) {
    long pid = owner.process().pid();
    return owner.version().equals(Coordinator.VERSION)
        ? Finding.ok("state", "running, pid " + pid)
        : Finding.fail(
            "state",
            "running, pid " + pid + ", version " + owner.version(),
            "this is version "
                + Coordinator.VERSION
                + ": use the phalanx of that version, or end it with kill "
                + pid);
  }

  private Finding stale(OwnerMark owner) throws IOException {
    List<String> left = new ArrayList<>();
    for (Path file :
        new Path[] {
          directory.mark(), directory.keepAlive(), directory.counters(), directory.calls()
        }) {
      if (Files.exists(file)) {
        left.add(String.valueOf(file.getFileName()));
      }
    }
    if (Files.isDirectory(directory.bus())) {
      try (Stream<Path> queues = Files.list(directory.bus())) {
        queues.map(queue -> "bus/" + queue.getFileName()).sorted().forEach(left::add);
      }
    }
    try (Stream<Path> files = Files.list(directory.root())) {
      files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.startsWith(SCRATCH))
          .sorted()
          .forEach(left::add);
    }
    return Finding.warn(
        "state",
        "stale: owner is dead, pid "
            + owner.process().pid()
            + ", version "
            + owner.version()
            + ", left="
            + left,
        "nothing is lost: the next phalanx start or run in it takes it over, phalanx doctor --clean"
            + " tidies up");
  }

  private List<String> leftovers() throws IOException {
    try (Stream<Path> files = Files.walk(directory.root(), DEPTH_MAX)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).endsWith(NewMatrix.TEMPORARY_SUFFIX))
          .map(Path::toString)
          .sorted()
          .toList();
    }
  }
}
