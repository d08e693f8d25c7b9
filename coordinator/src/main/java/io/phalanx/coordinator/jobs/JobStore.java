package io.phalanx.coordinator.jobs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.phalanx.coordinator.jobs.trace.Incidents;
import io.phalanx.coordinator.jobs.trace.WorkerLife;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.OwnerOnly;
import io.phalanx.shared.ledger.BlankFile;
import io.phalanx.shared.ledger.TileLedger;
import io.phalanx.shared.protocol.JobRequest;
import io.phalanx.shared.protocol.KernelJarRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The jobs of a cluster directory, on disk. Records are replaced whole, so readers of any process
/// see one state or the next. One thread of the coordinator writes.
public final class JobStore {
  /// Jobs that took less, whose times are whole milliseconds, leave no timeline.
  public static final long TIMELINE_MS_MIN = 20;

  private static final Logger LOG = LoggerFactory.getLogger(JobStore.class);
  private static final int ENDED_JOBS_MAX = 200;

  /// Jobs after which files are made ahead: many a cluster lives for one job.
  private static final int JOBS_TO_EXPECT_MORE = 2;

  private static final int NUMBER_DIGITS = 4;
  private static final String ID_PREFIX = "j";
  private static final int UNKNOWN = -1;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectWriter WRITER =
      JSON.writerWithDefaultPrettyPrinter().forType(JobRecord.class);
  private static final ObjectReader READER = JSON.readerFor(JobRecord.class);

  private final ClusterDirectory directory;
  private final KernelStore kernels;
  private final NextJob next;

  /// Those that are known to have ended, oldest first; all once it was looked for them.
  private final NavigableSet<String> ended =
      new TreeSet<>(Comparator.comparingInt(JobStore::number));

  private boolean endedAreKnown;

  /// Number of jobs made here.
  private int created;

  /// Number of the job made last, so that the folder is listed once and not for every job.
  private int lastNumber = UNKNOWN;

  public JobStore(ClusterDirectory directory) {
    this.directory = directory;
    this.kernels = new KernelStore(directory.kernels());
    this.next = new NextJob(directory.spare().resolve("job"));
  }

  /// The request with copies of its jars of user kernels, see [KernelStore].
  JobRequest keepKernels(JobRequest request) {
    return kernels.keep(request, this::kernelsInUse);
  }

  private Set<String> kernelsInUse() {
    return list().stream()
        .filter(job -> !job.state().isEnded())
        .flatMap(job -> job.request().kernels().stream())
        .map(KernelJarRef::sha256)
        .collect(Collectors.toSet());
  }

  /// The files of a job.
  public JobFiles files(String jobId) {
    return new JobFiles(directory.job(jobId));
  }

  /// Makes the folder of a new job.
  ///
  /// @return its id, above every id there was
  String create() {
    if (lastNumber == UNKNOWN) {
      lastNumber = ids().stream().mapToInt(JobStore::number).max().orElse(0);
    }
    String digits = String.valueOf(lastNumber + 1);
    String jobId = ID_PREFIX + "0".repeat(Math.max(0, NUMBER_DIGITS - digits.length())) + digits;
    try {
      if (!next.become(jobId, directory.job(jobId))) {
        OwnerOnly.createDirectories(directory.job(jobId));
      }
      lastNumber++;
      created++;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a job: job=" + jobId + ", cause=" + e, e);
    }
    return jobId;
  }

  /// Makes ahead what the next job will need.
  ///
  /// @return how much was done
  int prepareNext() {
    return created < JOBS_TO_EXPECT_MORE ? 0 : next.make();
  }

  /// An empty ledger that lies in the folder of a job that was just made, see [NextJob#takeLedger].
  @Nullable BlankFile takeLedger(String jobId) {
    return next.takeLedger(jobId);
  }

  /// Writes a job's record, whole or not at all.
  void write(JobRecord job) {
    JobFiles files = files(job.job());
    Path file = files.record();
    Path fresh = files.freshRecord(job.state().isEnded());
    try {
      replace(file, fresh, WRITER.writeValueAsBytes(job));
      if (job.state().isEnded()) {
        ended.add(job.job());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write a job: file=" + file + ", cause=" + e, e);
    }
  }

  /// The record of a job; empty where there is none.
  public Optional<JobRecord> read(String jobId) {
    Path file = files(jobId).record();
    try {
      return Optional.of(READER.readValue(Files.readAllBytes(file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read a job: file=" + file + ", cause=" + e, e);
    }
  }

  /// The record of a job that must be there.
  ///
  /// @throws IllegalArgumentException if there is no such job
  public JobRecord require(String jobId) {
    return read(jobId)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "no such job: job="
                    + jobId
                    + ", directory="
                    + directory.root()
                    + "; see phalanx jobs"));
  }

  /// All jobs, oldest first, but for those whose record is torn, which the log names: one damaged
  /// file must not keep a cluster from its other jobs.
  public List<JobRecord> list() {
    return ids().stream().flatMap(id -> readWhole(id).stream()).toList();
  }

  /// The record of a job; empty if there is none, or it is torn, which the log says.
  public Optional<JobRecord> readWhole(String jobId) {
    try {
      return read(jobId);
    } catch (UncheckedIOException e) {
      LOG.warn("job left out: job={} cause={}", jobId, e.getMessage());
      return Optional.empty();
    }
  }

  /// Removes the oldest ended jobs beyond those that are kept. It looks for them once, after the
  /// first job: many a cluster is started for one, which does not wait for this.
  ///
  /// @return how many were removed
  int prune() {
    if (created == 0) {
      return 0;
    }
    if (!endedAreKnown) {
      endedAreKnown = true;
      ids().stream().filter(this::isEnded).forEach(ended::add);
    }
    int removed = 0;
    while (ended.size() > ENDED_JOBS_MAX) {
      delete(directory.job(ended.removeFirst()));
      removed++;
    }
    return removed;
  }

  private boolean isEnded(String jobId) {
    return ended.contains(jobId)
        || readWhole(jobId).filter(job -> job.state().isEnded()).isPresent();
  }

  /// Why the tiles of a job that has not ended cannot be looked up; empty where they can.
  public Optional<String> troubleWithLedgers(JobRecord job) {
    try {
      for (int phase = 0; phase < job.counts().phasesBegun(); phase++) {
        TileLedger.open(files(job.job()).ledger(phase)).close();
      }
      return Optional.empty();
    } catch (UncheckedIOException | IllegalStateException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /// True while files of an ended job are still to be tidied up, which its timeline comes from.
  public boolean isTidyingUp(JobRecord job) {
    JobFiles files = files(job.job());
    return job.state().isEnded() && Files.exists(files.ledger(0));
  }

  /// What the workers of a job did so far: by its ledgers, or by what was kept of them.
  public Timeline timeline(JobRecord job) {
    JobFiles files = files(job.job());
    Timeline known = Timeline.NONE;
    for (int phase = 0; phase < job.counts().phasesBegun(); phase++) {
      if (Files.exists(files.timeline())) {
        break;
      }
      try (TileLedger ledger = TileLedger.open(files.ledger(phase))) {
        known = known.plus(phase, ledger);
      } catch (UncheckedIOException | IllegalStateException e) {
        LOG.debug("no ledger: job={} phase={} cause={}", job.job(), phase, e.toString());
      }
    }
    try {
      return JSON.readValue(Files.readAllBytes(files.timeline()), Timeline.class);
    } catch (NoSuchFileException e) {
      return known.with(incidents(job.job()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read: file=" + files.timeline() + ", cause=" + e, e);
    }
  }

  /// What became of worker processes while a job runs.
  Incidents incidents(String jobId) {
    Path file = files(jobId).incidents();
    try {
      return JSON.readValue(Files.readAllBytes(file), Incidents.class);
    } catch (NoSuchFileException e) {
      return Incidents.NONE;
    } catch (IOException e) {
      LOG.warn("incidents left out: file={} cause={}", file, e.toString());
      return Incidents.NONE;
    }
  }

  /// Keeps what became of worker processes while a job runs, which must not fail for want of it.
  void write(String jobId, Incidents incidents) {
    JobFiles files = files(jobId);
    Path fresh = files.folder().resolve("incidents.new");
    try {
      replace(files.incidents(), fresh, JSON.writeValueAsBytes(incidents));
    } catch (IOException e) {
      LOG.warn("incidents not kept: job={} cause={}", jobId, e.toString());
    }
  }

  /// Keeps what the ledgers say of the workers. A disk without room for it is no reason to leave
  /// the ledgers there.
  private void keepTimeline(JobRecord job, List<WorkerLife> lives) {
    JobFiles files = files(job.job());
    Path fresh = files.folder().resolve("timeline.new");
    try {
      if (Files.exists(files.ledger(0)) && !Files.exists(files.timeline())) {
        Timeline tiles = timeline(job);
        if (!tiles.trace().phases().isEmpty()) {
          Incidents incidents = tiles.trace().incidents().plus(lives, job.times().submittedMs());
          replace(files.timeline(), fresh, JSON.writeValueAsBytes(tiles.with(incidents)));
        }
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("timeline not kept: job={} cause={}", job.job(), e.toString());
    }
  }

  /// Whole or not at all.
  ///
  /// @param fresh written first; what blocks it has on the disk it keeps
  private static void replace(Path file, Path fresh, byte[] content) throws IOException {
    OwnerOnly.overwrite(fresh, content);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /// Removes what only a running job needs, and keeps what its workers did, if it took as long as
  /// to be worth a look: the next job may wait for this.
  ///
  /// @param lives the worker processes that there are or were lately
  void tidyUp(JobRecord ended, Supplier<List<WorkerLife>> lives) {
    if (ended.times().endedMs() - ended.times().startedMs() >= TIMELINE_MS_MIN) {
      keepTimeline(ended, lives.get());
    }
    workFiles(ended.job()).forEach(JobFiles::remove);
  }

  /// What only a running job needs: everything but its record, its results and what its workers
  /// did.
  public List<Path> workFiles(String jobId) {
    JobFiles files = files(jobId);
    Set<Path> kept = Set.of(files.record(), files.results(), files.timeline());
    try (Stream<Path> all = Files.list(files.folder())) {
      return all.filter(file -> !kept.contains(file)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot tidy up a job: job=" + jobId + ", cause=" + e, e);
    }
  }

  /// The ids of all jobs that have a folder, oldest first.
  public List<String> ids() {
    if (!Files.isDirectory(directory.jobs())) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(directory.jobs())) {
      return folders
          .map(folder -> String.valueOf(folder.getFileName()))
          .filter(name -> name.matches(ID_PREFIX + "\\d{1,9}"))
          .sorted(Comparator.comparingInt(JobStore::number))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list jobs: folder=" + directory.jobs(), e);
    }
  }

  private static int number(String jobId) {
    return Integer.parseInt(jobId.substring(ID_PREFIX.length()));
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove a job: folder=" + folder + ", cause=" + e, e);
    }
  }
}
