package io.phalanx.coordinator.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phalanx.coordinator.jobs.JobRecord.Counts;
import io.phalanx.coordinator.jobs.JobRecord.Outcome;
import io.phalanx.coordinator.jobs.JobRecord.Shape;
import io.phalanx.coordinator.jobs.JobRecord.Times;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.ledger.BlankFile;
import io.phalanx.shared.ledger.NumberFile;
import io.phalanx.shared.ledger.TileLedger;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Tiling;
import io.phalanx.shared.protocol.JobRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobStoreTest {
  private static final List<JobState> ENDED =
      List.of(JobState.DONE, JobState.FAILED, JobState.CANCELLED);

  private static final JobRequest REQUEST =
      new JobRequest(
          "affine",
          Map.of("a", "NaN", "b", "1e-300"),
          List.of("/a \"b\"/\u00e4.npy", "/c.npy"),
          "/out\n.npy",
          false,
          Map.of("tileKib", "64"));

  @TempDir private Path folder;
  private ClusterDirectory directory = new ClusterDirectory(Path.of(""));
  private JobStore store = new JobStore(directory);

  @BeforeEach
  void makeDirectory() {
    directory = new ClusterDirectory(folder.resolve("cluster")).create();
    store = new JobStore(directory);
  }

  @Test
  void shouldReadWhatItWrote() {
    JobRecord job =
        job(store.create(), JobState.RUNNING)
            .with(new Outcome(null, 3, "why", "/tmp/x", "(dev=1,ino=2)"));

    store.write(job);

    assertThat(store.read(job.job())).contains(job);
    assertThat(new JobStore(directory).list()).containsExactly(job);
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        -0.0,
        0.1,
        1e16,
        Double.MIN_VALUE,
        Double.MAX_VALUE
      })
  void shouldKeepTheBitsOfAResult(double result) {
    JobRecord job =
        job(store.create(), JobState.DONE).with(new Outcome(result, 0, null, null, null));

    store.write(job);

    double read = Objects.requireNonNull(store.read(job.job()).orElseThrow().outcome().result());
    assertThat(Double.doubleToRawLongBits(read)).isEqualTo(Double.doubleToRawLongBits(result));
  }

  @Test
  void shouldReadARecordFromBeforeThereWereUserKernels() throws IOException {
    JobRecord job = job(store.create(), JobState.INTERRUPTED);
    store.write(job);
    Path file = store.files(job.job()).record();
    String text = Files.readString(file);
    String old = text.replaceFirst(",\\s*\"kernels\" : \\[ ]", "");
    assertThat(old).isNotEqualTo(text).doesNotContain("kernels");
    Files.writeString(file, old);

    assertThat(store.read(job.job())).contains(job);
  }

  @Test
  void shouldReplaceARecordWholeAndForItsOwnerAlone() throws IOException {
    String id = store.create();
    store.write(job(id, JobState.QUEUED));
    store.write(job(id, JobState.RUNNING));

    Path file = store.files(id).record();
    assertThat(store.read(id).orElseThrow().state()).isEqualTo(JobState.RUNNING);
    assertThat(directory.job(id).toFile().list()).containsExactly("job.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void shouldCountIdsUpwards() throws IOException {
    assertThat(store.create()).isEqualTo("j0001");
    assertThat(store.create()).isEqualTo("j0002");

    Files.createDirectory(directory.job("j12345"));
    Files.createDirectory(directory.job("jumble"));
    Files.createDirectory(directory.job("j99999999999"));

    assertThat(new JobStore(directory).create()).isEqualTo("j12346");
  }

  @Test
  void shouldListInOrderOfIdsRatherThanOfNames() {
    for (int number : new int[] {10_001, 9_999, 10}) {
      String id = "j" + number;
      assertThat(directory.job(id).toFile().mkdir()).isTrue();
      store.write(job(id, JobState.DONE));
    }

    assertThat(store.list()).extracting(JobRecord::job).containsExactly("j10", "j9999", "j10001");
  }

  @Test
  void shouldKnowNothingOfAJobThatIsNone() {
    assertThat(store.read("j0001")).isEmpty();
    assertThat(store.list()).isEmpty();
    assertThat(new JobStore(new ClusterDirectory(folder.resolve("none"))).list()).isEmpty();
  }

  @Test
  void shouldGiveTheFolderMadeAheadToTheNextJobOnce() {
    store.create();
    assertThat(store.prepareNext()).isZero();
    store.create();

    assertThat(store.prepareNext()).isPositive();
    assertThat(store.prepareNext()).isZero();
    String id = store.create();

    assertThat(id).isEqualTo("j0003");
    assertThat(store.files(id).ledger(0)).isRegularFile();
    assertThat(directory.spare().resolve("job")).doesNotExist();
    assertThat(store.takeLedger("j0002")).isNull();
    try (BlankFile ledger = store.takeLedger(id)) {
      assertThat(ledger).isNotNull();
    }
    assertThat(store.takeLedger(id)).isNull();
    assertThat(store.files(store.create()).folder()).isEmptyDirectory();
  }

  @Test
  void shouldNotTakeTheLedgerOfTheNextJobForThatOfOneThatWaits() {
    String waiting = createAhead();

    assertThat(store.prepareNext()).isPositive();

    assertThat(store.takeLedger(waiting)).isNull();
    assertThatThrownBy(() -> TileLedger.open(store.files(waiting).ledger(0)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldKeepTheRecordAloneOfAJobWhoseFilesWereMadeAhead() throws IOException {
    String id = createAhead();
    store.write(job(id, JobState.RUNNING));
    assertThat(store.read(id)).contains(job(id, JobState.RUNNING));
    assertThat(Files.size(store.files(id).record())).isLessThan(2048);

    store.write(job(id, JobState.DONE));
    store.tidyUp(job(id, JobState.DONE), List::of);

    assertThat(store.read(id)).contains(job(id, JobState.DONE));
    assertThat(directory.job(id).toFile().list()).containsExactly("job.json");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(store.files(id).record())))
        .isEqualTo("rw-------");
  }

  @Test
  void shouldDoWithoutFilesMadeAheadWhereTheyCannotBeMade() throws IOException {
    Files.writeString(directory.spare(), "in the way");
    store.create();
    store.create();

    store.prepareNext();

    String id = store.create();
    assertThat(store.takeLedger(id)).isNull();
    assertThat(store.files(id).folder()).isEmptyDirectory();
  }

  /// A job whose folder was made ahead.
  private String createAhead() {
    store.create();
    store.create();
    store.prepareNext();
    return store.create();
  }

  @Test
  void shouldPassOverAJobThatWasNeverRecorded() {
    store.create();
    JobRecord job = job(store.create(), JobState.QUEUED);
    store.write(job);

    assertThat(store.list()).containsExactly(job);
  }

  @Test
  void shouldNameADamagedRecord() throws IOException {
    String id = store.create();
    Path file = Files.writeString(store.files(id).record(), "{\"job\": ");

    assertThatThrownBy(() -> store.read(id))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("cannot read a job: file=" + file);
  }

  @Test
  void shouldPruneTheOldestThatEndedAndNoOthers() {
    for (int number = 1; number <= 206; number++) {
      JobState state = number <= 2 ? JobState.RUNNING : ENDED.get(number % 3);
      store.write(job(store.create(), state));
    }
    NumberFile.create(store.files("j0003").results(), 1).close();

    store.prune();

    assertThat(store.list()).hasSize(202);
    assertThat(store.list().getFirst().job()).isEqualTo("j0001");
    assertThat(store.read("j0006")).isEmpty();
    assertThat(store.read("j0007")).isPresent();
    assertThat(directory.job("j0003")).doesNotExist();
    assertThat(store.create()).isEqualTo("j0207");
  }

  @Test
  void shouldPruneWithTheFirstJobOfACluster() {
    for (int number = 1; number <= 201; number++) {
      store.write(job(store.create(), JobState.DONE));
    }
    JobStore next = new JobStore(directory);
    next.prune();
    assertThat(store.read("j0001")).isPresent();

    next.write(job(next.create(), JobState.DONE));
    next.prune();

    assertThat(next.list()).hasSize(200);
    assertThat(next.list().getFirst().job()).isEqualTo("j0003");
  }

  @Test
  void shouldKeepResultsAndRecordWhereWorkFilesGo() {
    JobRecord job = job(store.create(), JobState.DONE);
    JobFiles files = store.files(job.job());
    store.write(job);
    for (int phase = 0; phase < 3; phase++) {
      TileLedger.create(files.ledger(phase), phase, new Tiling(1, 1), 1).close();
      NumberFile.create(files.partials(phase), 1).close();
    }
    NumberFile.create(files.columns(), 1).close();
    NumberFile.create(files.results(), 1).close();

    store.tidyUp(job, List::of);
    store.tidyUp(job, List::of);

    assertThat(files.folder().toFile().list()).containsExactlyInAnyOrder("job.json", "results");
  }

  private static JobRecord job(String id, JobState state) {
    return new JobRecord(
        id,
        REQUEST,
        state,
        new Shape(3, 1L << 40, DType.FLOAT32),
        new Times(1, 2, 3, 4, 5, Pace.NONE),
        new Counts(2, 3, 1, 4, 1L << 33, 5, 6, 7, Long.MAX_VALUE),
        Outcome.NONE);
  }
}
