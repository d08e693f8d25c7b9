package io.phalanx.coordinator.jobs;

import io.phalanx.shared.config.OwnerOnly;
import io.phalanx.shared.ledger.BlankFile;
import io.phalanx.shared.matrix.SharedMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The folder of the job that comes next, made while there is nothing else to do: to make files
/// takes longer than a small job does.
///
/// In it are an empty ledger and the files that become the job's record. Nothing here has been of
/// use before, so nothing can be taken for what it is not: a ledger has no header until its phase
/// begins. The coordinator's thread owns it.
final class NextJob {
  private static final Logger LOG = LoggerFactory.getLogger(NextJob.class);

  /// A ledger of 128 tiles: one of more belongs to a job that takes longer than to make it.
  private static final long LEDGER_BYTES = 8 << 10;

  /// Room for a record, most of which have a quarter of that.
  private static final long RECORD_BYTES = 4 << 10;

  private final Path folder;
  private boolean ready;
  private boolean hopeless;
  private @Nullable String job;
  private @Nullable BlankFile ledger;

  /// @param folder where it lies until there is a job
  NextJob(Path folder) {
    this.folder = folder;
  }

  /// Makes the folder, if there is none. Where that fails, as on a full disk, jobs make their own.
  ///
  /// @return how much was done
  int make() {
    if (ready || hopeless) {
      return 0;
    }
    try {
      OwnerOnly.createDirectories(folder);
      JobFiles files = new JobFiles(folder);
      makeRecord(files.freshRecord(false));
      makeRecord(files.freshRecord(true));
      Files.deleteIfExists(files.formerRecord());
      Files.createLink(files.formerRecord(), files.freshRecord(false));
      drop();
      JobFiles.remove(files.ledger(0));
      ledger = BlankFile.create(files.ledger(0), LEDGER_BYTES);
      ready = true;
    } catch (IOException | RuntimeException e) {
      hopeless = true;
      LOG.warn("no files are made ahead: folder={} cause={}", folder, e.toString());
    }
    return 1;
  }

  /// Blocks that a file has already need not be found, and put on the disk, when it takes the name
  /// of another one. And since the first record has two names, its blocks are not given back while
  /// somebody waits for the last one: on ext4 either takes longer than a small job does.
  private static void makeRecord(Path file) throws IOException {
    OwnerOnly.overwrite(file, new byte[0]);
    SharedMatrix.reserve(file, RECORD_BYTES);
  }

  /// Gives the folder to a job.
  ///
  /// @return false if there is none, and the job has to make one
  boolean become(String jobId, Path jobFolder) {
    if (!ready) {
      return false;
    }
    ready = false;
    try {
      Files.move(folder, jobFolder, StandardCopyOption.ATOMIC_MOVE);
      job = jobId;
      return true;
    } catch (IOException e) {
      LOG.warn("files made ahead are of no use: job={} cause={}", jobId, e.toString());
      return false;
    }
  }

  /// The empty ledger in the folder of a job, whose owner is the caller from now on; null if this
  /// job has none.
  @Nullable BlankFile takeLedger(String jobId) {
    if (!jobId.equals(job)) {
      return null;
    }
    BlankFile taken = ledger;
    ledger = null;
    job = null;
    return taken;
  }

  /// Lets go of the ledger of a job that had to wait.
  private void drop() {
    job = null;
    if (ledger != null) {
      ledger.close();
      ledger = null;
    }
  }
}
