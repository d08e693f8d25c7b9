package io.phalanx.coordinator.doctor;

import io.phalanx.coordinator.process.DirectoryWorkers;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.Folders;
import io.phalanx.shared.config.OwnerMark;
import io.phalanx.shared.config.ProcessLock;
import io.phalanx.shared.lifecycle.PhalanxException;
import io.phalanx.shared.lifecycle.PhalanxException.Category;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Removes what processes that were killed have left in a cluster directory; never what a living
/// one may need.
///
/// @param directory the cluster's
public record Cleaning(ClusterDirectory directory) {
  /// What was found, and what became of it.
  ///
  /// @param found what can go, or is gone
  /// @param kept what looks like it, and stays
  /// @param notes why more was not looked at; empty if everything was
  public record Report(List<Leftover> found, List<Leftover> kept, List<String> notes) {
    /// Size of what can go, or is gone.
    public long bytes() {
      return found.stream().mapToLong(Leftover::bytes).sum();
    }
  }

  /// What can go. Changes nothing.
  public Report look() {
    return report(null);
  }

  /// Removes what [#look] has shown, as far as it can still go.
  ///
  /// @throws PhalanxException if something cannot be removed
  public Report remove(Report shown) {
    return report(shown.found().stream().map(Leftover::path).collect(Collectors.toSet()));
  }

  /// @param agreed what is to be removed; null for a mere look
  private Report report(@Nullable Set<Path> agreed) {
    if (!Files.isDirectory(directory.root())) {
      return new Report(List.of(), List.of(), List.of("there is no such directory"));
    }
    try {
      if (!Files.isRegularFile(directory.lock(), LinkOption.NOFOLLOW_LINKS)) {
        // Whatever it is, nothing in it is surely ours.
        return new Report(List.of(), List.of(), List.of("no cluster has run in it"));
      }
      // While it is held no cluster can begin.
      Optional<ProcessLock> lock = ProcessLock.tryTake(directory.lock());
      if (lock.isEmpty()) {
        return ofDeadProcesses("a cluster runs in it" + owner() + ": what it uses is left", agreed);
      }
      try (ProcessLock _ = lock.get()) {
        List<ProcessHandle> workers = DirectoryWorkers.alive(directory);
        if (!workers.isEmpty()) {
          List<Long> pids = workers.stream().map(ProcessHandle::pid).toList();
          return ofDeadProcesses(
              "workers of a dead coordinator are still there, what they use is left: pids="
                  + pids
                  + "; the next phalanx start ends them",
              agreed);
        }
        return report(Leftovers.ofDeadCluster(directory), List.of(), agreed);
      }
    } catch (IOException e) {
      throw new PhalanxException(
          Category.JOB,
          "cannot tidy up: directory="
              + directory.root()
              + ", cause="
              + e
              + "; check its permissions, and whether its file system is read-only",
          e);
    }
  }

  private Report ofDeadProcesses(String note, @Nullable Set<Path> agreed) throws IOException {
    return report(Leftovers.ofDeadProcesses(directory), List.of(note), agreed);
  }

  private static Report report(Leftovers leftovers, List<String> notes, @Nullable Set<Path> agreed)
      throws IOException {
    List<Leftover> kept = List.copyOf(leftovers.kept());
    if (agreed == null) {
      return new Report(List.copyOf(leftovers.found()), kept, notes);
    }
    List<Leftover> gone = new ArrayList<>();
    for (Leftover leftover : leftovers.found()) {
      if (agreed.contains(leftover.path())) {
        Folders.delete(leftover.path());
        gone.add(leftover);
      }
    }
    return new Report(List.copyOf(gone), kept, notes);
  }

  private String owner() {
    try {
      return OwnerMark.ofLive(directory).map(mark -> ", pid " + mark.process().pid()).orElse("");
    } catch (IllegalArgumentException e) {
      return ""; // its mark is torn, or being written
    }
  }
}
