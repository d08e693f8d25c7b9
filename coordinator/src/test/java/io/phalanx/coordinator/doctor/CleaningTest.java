package io.phalanx.coordinator.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.jobs.JobState;
import io.phalanx.coordinator.jobs.Pace;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.ProcessIdentity;
import io.phalanx.shared.config.ProcessLock;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.protocol.JobRequest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleaningTest {
  private static final String DEAD_SCRATCH = "scratch-1-2-ab";
  private static final Set<String> FOLDERS =
      Set.of("bus/inbox-0", "calls", "jobs/j0003", "spare", DEAD_SCRATCH);

  @TempDir private Path folder;
  private ClusterDirectory directory;

  @BeforeEach
  void makeDirectory() throws IOException {
    directory = new ClusterDirectory(folder.resolve("a cluster")).create();
    Files.createFile(directory.lock());
    make("cluster.properties");
    make("logs/coordinator.log");
    make("logs/worker-0.out");
  }

  @Test
  void shouldFindNothingWhenClusterHasStoppedInOrder() throws IOException {
    job("j0001", JobState.DONE, null);
    make("jobs/j0001/results");

    assertThat(look()).isEmpty();
  }

  @Test
  void shouldRemoveWhatDeadClusterHasLeftAndNothingElse() throws IOException {
    List<String> stale =
        List.of(
            "bus/inbox-0",
            "calls",
            "cluster.keep-alive",
            "cluster.mark",
            "cluster.properties.new",
            "counters.dat",
            "downloads/tmp/.phalanx-1-2-ab.part",
            "failures/1-worker-0-1.json",
            "jobs/j0001/ledger-0",
            "jobs/j0001/redo-0-1",
            "jobs/j0003",
            "kernels/ab/k.jar.new",
            "logs/coordinator-12.out",
            "logs/worker-0.crash-7.txt",
            DEAD_SCRATCH,
            "spare",
            "tasks/board",
            "tasks/results/t1-1.json.new");
    job("j0001", JobState.FAILED, null);
    make("jobs/j0001/results");
    job("j0002", JobState.RUNNING, null);
    make("jobs/j0002/ledger-0");
    make("jobs/j0002/job.json.new");
    make("jobs/j0004/job.json");
    make("kernels/ab/k.jar");
    make("tasks/results/t1-0.json");
    make("tasks/notes/taken");
    make("downloads/bodies/ab/body");
    make("chaos/cluster.mark");
    make("mine.new");
    make(ownScratch() + "/input-0.npy");
    Set<String> before = contents();
    for (String path : stale) {
      make(FOLDERS.contains(path) ? path + "/file" : path);
    }
    age();
    Set<String> all = contents();

    Cleaning.Report shown = cleaning().look();

    assertThat(paths(shown.found())).containsExactlyInAnyOrderElementsOf(stale);
    assertThat(paths(shown.kept())).containsExactly("jobs/j0002", "jobs/j0004");
    assertThat(contents()).as("after a look").isEqualTo(all);

    Cleaning.Report removed = cleaning().remove(shown);

    assertThat(paths(removed.found())).containsExactlyInAnyOrderElementsOf(stale);
    Set<String> left = contents();
    for (String path : stale) {
      assertThat(left).noneMatch(there -> (there + "/").startsWith(path + "/"));
    }
    assertThat(left).containsAll(before);
    assertThat(look()).isEmpty();
  }

  @Test
  void shouldRemoveOnlyWhatWasShown() throws IOException {
    make("cluster.mark");
    Cleaning.Report shown = cleaning().look();
    make("counters.dat");

    cleaning().remove(shown);

    assertThat(directory.mark()).doesNotExist();
    assertThat(directory.counters()).exists();
  }

  @Test
  void shouldLeaveClusterThatRunsAlone() throws IOException {
    make("cluster.mark");
    make("bus/inbox-0/queue");
    make(DEAD_SCRATCH + "/input-0.npy");
    try (ProcessLock lock = ProcessLock.tryTake(directory.lock()).orElseThrow()) {
      assertThat(lock).isNotNull();
      Cleaning.Report report = cleaning().look();

      assertThat(paths(report.found())).containsExactly(DEAD_SCRATCH);
      assertThat(report.notes()).singleElement().asString().contains("a cluster runs in it");
    }
  }

  @Test
  void shouldTouchNothingInFolderThatIsNoClusterDirectory() throws IOException {
    Files.delete(directory.lock());
    make("counters.dat");
    make("bus/ours/file");
    make("spare/tyre");
    make(DEAD_SCRATCH + "/file");

    Cleaning.Report report = cleaning().look();

    assertThat(report.found()).isEmpty();
    assertThat(report.notes()).containsExactly("no cluster has run in it");
    assertThat(directory.lock()).doesNotExist();
  }

  @Test
  void shouldKeepMatricesInTheMakingThatAreNeeded() throws IOException {
    Path abandoned = make(".a.npy.1f.phalanx-tmp");
    Path resumable = make(".b.npy.1f.phalanx-tmp");
    Path open = make(".c.npy.1f.phalanx-tmp");
    job("j0001", JobState.INTERRUPTED, resumable);
    make("chaos/cluster.lock");
    make("chaos/.e.npy.1f.phalanx-tmp");
    age();
    make(".d.npy.1f.phalanx-tmp");
    try (FileChannel channel = FileChannel.open(open)) {
      assertThat(channel.isOpen()).isTrue();
      Cleaning.Report report = cleaning().look();

      assertThat(paths(report.found())).containsExactly(name(abandoned));
      assertThat(paths(report.kept()))
          .containsExactly("jobs/j0001", name(resumable), name(open), ".d.npy.1f.phalanx-tmp");
    }
  }

  @Test
  void shouldFollowNoLinkOutOfTheDirectory() throws IOException {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Path precious = Files.writeString(outside.resolve("job.json"), "precious");
    Files.delete(directory.bus());
    Files.createSymbolicLink(directory.bus(), outside);
    Files.createSymbolicLink(directory.spare(), outside);
    Files.createSymbolicLink(directory.root().resolve(DEAD_SCRATCH), outside);
    Files.createSymbolicLink(directory.root().resolve(".l.npy.1.phalanx-tmp"), precious);

    Cleaning.Report report = cleaning().look();

    assertThat(paths(report.found())).containsExactlyInAnyOrder("spare", DEAD_SCRATCH);
    assertThat(paths(report.kept())).containsExactly("bus/job.json");
    cleaning().remove(report);
    assertThat(precious).hasContent("precious");
    assertThat(Files.exists(directory.spare(), LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  private Cleaning cleaning() {
    return new Cleaning(directory);
  }

  private List<String> look() {
    return paths(cleaning().look().found());
  }

  private List<String> paths(List<Leftover> leftovers) {
    return leftovers.stream()
        .map(leftover -> directory.root().relativize(leftover.path()).toString())
        .toList();
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  private static String ownScratch() {
    ProcessIdentity self = ProcessIdentity.current();
    return "scratch-" + self.pid() + "-" + self.start() + "-ab";
  }

  private Path make(String name) throws IOException {
    Path path = directory.root().resolve(name);
    Files.createDirectories(Objects.requireNonNull(path.getParent()));
    return Files.writeString(path, "x");
  }

  private void job(String id, JobState state, @Nullable Path temporary) throws IOException {
    String output = temporary == null ? null : temporary.toString();
    JobRecord job =
        new JobRecord(
            id,
            new JobRequest("relu", Map.of(), List.of("in.npy"), null, true, Map.of()),
            state,
            new JobRecord.Shape(1, 1, DType.FLOAT64),
            new JobRecord.Times(0, 0, 0, 0, 0, Pace.NONE),
            new JobRecord.Counts(1, 1, 1, 0, 1, 0, 0, 0, 0),
            new JobRecord.Outcome(null, 0, null, output, null));
    Files.write(make("jobs/" + id + "/job.json"), new ObjectMapper().writeValueAsBytes(job));
  }

  /// As if it had all been left some time ago.
  private void age() throws IOException {
    FileTime then = FileTime.fromMillis(System.currentTimeMillis() - 60_000);
    try (Stream<Path> all = Files.walk(directory.root())) {
      for (Path path : all.toList()) {
        Files.setLastModifiedTime(path, then);
      }
    }
  }

  private Set<String> contents() throws IOException {
    Set<String> contents = new TreeSet<>();
    try (Stream<Path> all = Files.walk(directory.root())) {
      all.map(path -> directory.root().relativize(path).toString()).forEach(contents::add);
    }
    return contents;
  }
}
