package io.phalanx.shared.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.phalanx.shared.bus.ChildJvm;
import io.phalanx.shared.lifecycle.Signals;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// Real processes, killed and stopped while they have locks and leases.
///
/// `-Dphalanx.sync.kills=200` for a long run.
@Timeout(300)
class SyncKillIT {
  private static final int KILLS = Integer.getInteger("phalanx.sync.kills", 6);
  private static final int CREW = 3;
  private static final int CONTENDERS = 8;
  private static final long TURNS_OF_EACH = 50;
  private static final long DEADLINE_NS = TimeUnit.SECONDS.toNanos(60);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private final List<Child> children = new ArrayList<>();

  @AfterEach
  void killAll() {
    children.forEach(child -> child.process().destroyForcibly());
  }

  /// @param output opened once
  private record Child(int number, Process process, BufferedReader output) {}

  @Test
  void shouldKeepEverybodyAloneAndGoOnWhenProcessesAreKilled() throws Exception {
    Random random = new Random(42);
    List<Child> crew = new ArrayList<>();
    for (int number = 0; number < CREW; number++) {
      crew.add(start("all", number));
    }
    for (int kill = 0; kill < KILLS; kill++) {
      Child victim = crew.remove(random.nextInt(crew.size()));
      awaitTurns(victim.number(), turns(victim.number()) + 1 + random.nextInt(200));
      victim.process().destroyForcibly().waitFor();
      crew.add(start("all", CREW + kill));
      for (Child survivor : crew) {
        awaitTurns(survivor.number(), turns(survivor.number()) + 10);
      }
    }
    crew.forEach(this::finish);

    assertThat(counter("violations")).isZero();
  }

  @Test
  void shouldStarveNobodyOfEight() throws Exception {
    for (int number = 0; number < CONTENDERS; number++) {
      start("lock", number);
    }
    for (Child child : children) {
      awaitTurns(child.number(), 1);
    }
    long[] before = LongStream.range(0, CONTENDERS).map(number -> turns((int) number)).toArray();
    for (Child child : children) {
      awaitTurns(child.number(), before[child.number()] + TURNS_OF_EACH);
    }
    LongStream gained = LongStream.range(0, CONTENDERS).map(i -> turns((int) i) - before[(int) i]);
    children.forEach(this::finish);

    assertThat(counter("violations")).isZero();
    assertThat(gained.max().orElseThrow())
        .as("the most served, while the least served had %d turns", TURNS_OF_EACH)
        .isLessThan(10 * TURNS_OF_EACH);
  }

  @Test
  void shouldLeaveAStoppedHolderInPeaceAndTakeOverFromAKilledOne() throws Exception {
    try (SharedLock lock = SharedLock.open(folder.resolve("lock"));
        RowLeases leases = RowLeases.open(folder.resolve("leases"), SyncProgram.ROWS)) {
      Child holder = start("hold", 0);
      assertThat(holder.output().readLine()).startsWith("held");
      Signals.send("STOP", holder.process().pid());
      assertThat(lock.tryLock(200, TimeUnit.MILLISECONDS)).isFalse();
      assertThat(leases.tryAcquire(19, 30, 100, TimeUnit.MILLISECONDS)).isEmpty();
      assertThat(leases.tryAcquire(20, 30, 100, TimeUnit.MILLISECONDS))
          .hasValueSatisfying(RowLease::close);

      holder.process().destroyForcibly();

      assertThat(lock.tryLock(10, TimeUnit.SECONDS)).isTrue();
      assertThat(lock.isInconsistent()).isTrue();
      lock.makeConsistent();
      lock.unlock();
      try (RowLease lease = leases.acquire(19, 30)) {
        assertThat(lease.inconsistent()).containsExactly(new RowRange(19, 20));
      }
    }
  }

  @Test
  void shouldSayThatTheDiskIsFullAndLeaveNothing() throws Exception {
    List<String> command = ChildJvm.command(FullDiskSyncProgram.class, folder);
    Process process = ChildJvm.start(ChildJvm.onSmallDisk(folder, 1, command));
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assumeTrue(!output.contains("unshare"), "cannot mount a small file system here");

    assertThat(output)
        .containsPattern("full: cannot open a lock: file=.*No space left.*; check the permissions")
        .contains("left: [other]")
        .contains("with room: true");
  }

  private Child start(String mode, int number) throws IOException {
    List<String> command = new ArrayList<>(ChildJvm.command(SyncProgram.class, folder));
    command.addAll(List.of(mode, Integer.toString(number)));
    Process process = ChildJvm.start(command);
    Child child = new Child(number, process, process.inputReader());
    children.add(child);
    assertThat(ChildJvm.readLine(child.output())).isEqualTo("ready");
    return child;
  }

  private void finish(Child child) {
    try {
      child.process().outputWriter().append('\n').close();
      assertThat(child.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(child.process().exitValue()).isZero();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void awaitTurns(int number, long wanted) {
    long startNs = System.nanoTime();
    while (turns(number) < wanted) {
      assertThat(System.nanoTime() - startNs)
          .as("process %d has had %d turns of %d", number, turns(number), wanted)
          .isLessThan(DEADLINE_NS);
      Thread.onSpinWait();
    }
  }

  private long turns(int number) {
    return counter("turns-" + number);
  }

  private long counter(String name) {
    try (SharedCounter counter = SharedCounter.open(folder.resolve(name))) {
      return counter.get();
    }
  }
}
