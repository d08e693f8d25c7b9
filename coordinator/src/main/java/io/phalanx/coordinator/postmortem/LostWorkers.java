package io.phalanx.coordinator.postmortem;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The records of lost workers in a cluster's directory, one file each, the youngest ones kept.
///
/// The coordinator's thread adds; any process reads.
public final class LostWorkers {
  private static final Logger LOG = LoggerFactory.getLogger(LostWorkers.class);
  private static final int KEPT_MAX = 100;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final Path logs;

  public LostWorkers(ClusterDirectory directory) {
    this.folder = directory.failures();
    this.logs = directory.logs();
  }

  /// The file of the record of a worker.
  ///
  /// @param atMs when it was reaped, ms since 1970
  public Path file(long atMs, int workerId, int incarnation) {
    return folder.resolve(
        String.format(Locale.ROOT, "%013d-worker-%d-%d.json", atMs, workerId, incarnation));
  }

  /// Keeps a record. Where the disk is full there is none, which the log says.
  ///
  /// @return its file
  public Path add(LostWorker lost) {
    Path file = file(lost.atMs(), lost.worker(), lost.incarnation());
    try {
      OwnerOnly.createDirectories(folder);
      List<Path> old = files();
      for (int index = 0; index <= old.size() - KEPT_MAX; index++) {
        remove(old.get(index));
      }
      Files.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(lost));
      OwnerOnly.restrict(file);
    } catch (IOException e) {
      LOG.warn("no record of a lost worker: file={} cause={}", file, e.toString());
    }
    return file;
  }

  /// The youngest records, youngest first. One that is torn is left out.
  public List<LostWorker> recent(int countMax) {
    List<Path> files;
    try {
      files = files();
    } catch (IOException e) {
      LOG.warn("cannot list lost workers: folder={} cause={}", folder, e.toString());
      return List.of();
    }
    List<LostWorker> recent = new ArrayList<>();
    for (int index = files.size() - 1; index >= 0 && recent.size() < countMax; index--) {
      read(files.get(index)).ifPresent(recent::add);
    }
    return recent;
  }

  /// The files of records that nobody needs: torn ones, and the oldest beyond those that are kept.
  public List<Path> superfluous() throws IOException {
    List<Path> all = files();
    int beyond = Math.max(0, all.size() - KEPT_MAX);
    return IntStream.range(0, all.size())
        .filter(index -> index < beyond || read(all.get(index)).isEmpty())
        .mapToObj(all::get)
        .toList();
  }

  /// Paths of the JVM's crash reports that records name.
  public Set<String> crashFiles() throws IOException {
    return files().stream()
        .flatMap(file -> read(file).stream())
        .flatMap(lost -> Stream.ofNullable(lost.crashFile()))
        .collect(Collectors.toSet());
  }

  /// Removes a record and the JVM's crash report that it names.
  private void remove(Path file) throws IOException {
    Optional<String> crashFile = read(file).map(LostWorker::crashFile);
    if (crashFile.isPresent() && logs.equals(Path.of(crashFile.get()).getParent())) {
      Files.deleteIfExists(Path.of(crashFile.get()));
    }
    Files.deleteIfExists(file);
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  private static Optional<LostWorker> read(Path file) {
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(file), LostWorker.class));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
