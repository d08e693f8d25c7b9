package io.phalanx.coordinator.doctor;

import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.jobs.JobStore;
import io.phalanx.coordinator.postmortem.LostWorkers;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.ProcessIdentity;
import io.phalanx.shared.matrix.NewMatrix;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What processes that were killed have left in a cluster directory.
///
/// Names that say whose they are, by pid and start of the process, tell by themselves. All else is
/// looked at only if [no cluster runs there][#ofDeadCluster], and nothing of a job that can be
/// resumed is a leftover. Links are not followed.
final class Leftovers {
  /// Temporary matrices lie in the directory itself, or in a folder of one run or job.
  private static final int DEPTH_MAX = 3;

  /// A file of the last moment may be about to be opened.
  private static final long YOUNG_MS = 10_000;

  private static final Pattern OWNED =
      Pattern.compile(
          "(?:scratch|phalanx-bench|\\.phalanx)-(\\d{1,18})-(\\d{1,18})(?:-[0-9a-f]+)?(?:\\.part)?");

  private static final Pattern START = Pattern.compile("coordinator-\\d+\\.out");
  private static final Pattern CRASH = Pattern.compile("worker-\\d+\\.crash-\\d+\\.txt");
  private static final String FRESH = ".new";

  private final ClusterDirectory directory;
  private final Path realRoot;
  private final List<Leftover> found = new ArrayList<>();
  private final List<Leftover> kept = new ArrayList<>();

  private Leftovers(ClusterDirectory directory, Path realRoot) {
    this.directory = directory;
    this.realRoot = realRoot;
  }

  /// What can be said whether a cluster runs there or not.
  static Leftovers ofDeadProcesses(ClusterDirectory directory) throws IOException {
    Leftovers leftovers = new Leftovers(directory, directory.root().toRealPath());
    Path tmp = directory.downloads().resolve("tmp");
    for (Path folder : List.of(directory.root(), directory.root().resolve("bench"), tmp)) {
      for (Path entry : entries(folder)) {
        if (isOfDeadProcess(entry)) {
          leftovers.add(entry, "of a process that has ended");
        }
      }
    }
    return leftovers;
  }

  /// The same, and what a cluster left that no longer runs. The caller sees to it that none begins.
  static Leftovers ofDeadCluster(ClusterDirectory directory) throws IOException {
    Leftovers leftovers = ofDeadProcesses(directory);
    leftovers.addCommunication();
    leftovers.addJobs();
    leftovers.addFailures();
    leftovers.addUnfinished();
    return leftovers;
  }

  /// What can go.
  List<Leftover> found() {
    return found;
  }

  /// What looks like it, and stays.
  List<Leftover> kept() {
    return kept;
  }

  private void addCommunication() throws IOException {
    for (Path path :
        List.of(
            directory.mark(),
            directory.keepAlive(),
            directory.counters(),
            directory.calls(),
            directory.spare(),
            directory.taskBoard())) {
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        add(path, "of a cluster that has ended");
      }
    }
    for (Path queue : entries(directory.bus())) {
      add(queue, "messages of a cluster that has ended");
    }
    for (Path entry : entries(directory.root())) {
      if (name(entry).startsWith("cluster.") && name(entry).endsWith(FRESH)) {
        add(entry, "a file in the making");
      }
    }
  }

  private void addJobs() throws IOException {
    JobStore store = new JobStore(directory);
    for (String id : store.ids()) {
      try {
        Optional<JobRecord> job = store.read(id);
        if (job.isEmpty()) {
          add(directory.job(id), "a job that was never taken in");
        } else if (!job.get().state().isEnded()) {
          keep(directory.job(id), "can go on: phalanx resume " + id + ", or phalanx cancel " + id);
        } else {
          for (Path file : store.workFiles(id)) {
            add(file, "of job " + id + ", which has ended");
          }
        }
      } catch (UncheckedIOException e) {
        keep(directory.job(id), "its record cannot be read: cause=" + e.getMessage());
      }
    }
  }

  private void addFailures() throws IOException {
    LostWorkers lost = new LostWorkers(directory);
    for (Path record : lost.superfluous()) {
      add(record, "a record that is torn, or beyond those that are kept");
    }
    Set<String> named = lost.crashFiles();
    for (Path log : entries(directory.logs())) {
      if (CRASH.matcher(name(log)).matches() && !named.contains(log.toString())) {
        add(log, "a crash report that no record names");
      }
    }
  }

  /// Files in the making, whose names do not say whose they are: nobody must have them open.
  private void addUnfinished() throws IOException {
    List<Path> candidates = new ArrayList<>();
    candidates.addAll(below(directory.root(), NewMatrix.TEMPORARY_SUFFIX));
    candidates.addAll(below(directory.kernels(), FRESH));
    candidates.addAll(below(directory.taskJars(), FRESH));
    candidates.addAll(below(directory.taskResults(), FRESH));
    entries(directory.logs()).stream()
        .filter(log -> START.matcher(name(log)).matches())
        .forEach(candidates::add);
    if (candidates.isEmpty()) {
      return;
    }
    Set<String> resumable = outputsOfUnfinishedJobs();
    OpenFiles open = OpenFiles.look();
    for (Path file : candidates) {
      if (resumable.contains(file.toString()) || resumable.contains(real(file).toString())) {
        keep(file, "the output of a job that can go on");
      } else if (!open.known()) {
        keep(file, "this system does not tell whether a process has it open");
      } else if (!Files.getOwner(file).equals(Files.getOwner(realRoot))) {
        keep(file, "made by another user, whose processes cannot be looked at");
      } else if (open.has(real(file)) || isYoung(file)) {
        keep(file, "a process has it open, or has just made it");
      } else if (found.stream().noneMatch(other -> file.startsWith(other.path()))) {
        add(file, "a file in the making, which no process has open");
      }
    }
  }

  private Set<String> outputsOfUnfinishedJobs() {
    Set<String> outputs = new HashSet<>();
    for (JobRecord job : new JobStore(directory).list()) {
      String temporary = job.outcome().temporary();
      if (!job.state().isEnded() && temporary != null) {
        outputs.add(temporary);
      }
    }
    return outputs;
  }

  /// Regular files whose names end so, but for those of another cluster directory in this one.
  private static List<Path> below(Path folder, String suffix) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder, DEPTH_MAX)) {
      return files
          .filter(file -> name(file).endsWith(suffix))
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .filter(file -> !isOfOtherCluster(file, folder))
          .sorted()
          .toList();
    }
  }

  private static boolean isOfOtherCluster(Path file, Path folder) {
    Path at = file.getParent();
    while (at != null && !at.equals(folder)) {
      if (Files.exists(new ClusterDirectory(at).lock(), LinkOption.NOFOLLOW_LINKS)) {
        return true;
      }
      at = at.getParent();
    }
    return false;
  }

  private void add(Path path, String why) throws IOException {
    if (real(path).startsWith(realRoot) && !real(path).equals(realRoot)) {
      found.add(new Leftover(path, bytes(path), why));
    } else {
      keep(path, "a link leads out of the directory");
    }
  }

  private void keep(Path path, String why) throws IOException {
    kept.add(new Leftover(path, bytes(path), why));
  }

  private static boolean isOfDeadProcess(Path entry) {
    Matcher owner = OWNED.matcher(name(entry));
    return owner.matches()
        && !new ProcessIdentity(Long.parseLong(owner.group(1)), Long.parseLong(owner.group(2)))
            .isAlive();
  }

  private static boolean isYoung(Path file) throws IOException {
    long modifiedMs = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toMillis();
    return System.currentTimeMillis() - modifiedMs < YOUNG_MS;
  }

  /// Where the path is: links in it are followed, but not one that it is itself.
  private static Path real(Path path) throws IOException {
    Path parent = path.getParent();
    return parent == null ? path : parent.toRealPath().resolve(path.getFileName());
  }

  private static long bytes(Path path) throws IOException {
    try (Stream<Path> all = Files.walk(path)) {
      return all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }

  private static List<Path> entries(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    }
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
