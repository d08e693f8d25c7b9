package io.phalanx.shared.counters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.phalanx.shared.config.ClusterSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CounterFileTest {
  @TempDir private Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void nameFile() {
    file = folder.resolve("counters.dat");
  }

  @Test
  void shouldStartAtZero() {
    try (CounterFile counters = CounterFile.create(file)) {
      WorkerCounters last = counters.worker(ClusterSettings.WORKERS_MAX - 1);

      for (WorkerCounter counter : WorkerCounter.values()) {
        assertThat(last.get(counter)).isZero();
      }
      assertThat(last.state()).isEqualTo(WorkerState.ABSENT);
    }
  }

  @Test
  void shouldShowOneMappingWhatAnotherSets() {
    try (CounterFile counters = CounterFile.create(file);
        CounterFile other = CounterFile.open(file)) {
      counters.worker(3).set(WorkerCounter.PID, 4711);
      counters.worker(3).add(WorkerCounter.TILES, 2);
      counters.worker(3).add(WorkerCounter.TILES, 3);

      assertThat(other.worker(3).get(WorkerCounter.PID)).isEqualTo(4711);
      assertThat(other.worker(3).get(WorkerCounter.TILES)).isEqualTo(5);
    }
  }

  @Test
  void shouldKeepEveryCounterOfEveryWorkerApart() {
    try (CounterFile counters = CounterFile.create(file)) {
      long number = 0;
      for (int worker = 0; worker < ClusterSettings.WORKERS_MAX; worker++) {
        for (WorkerCounter counter : WorkerCounter.values()) {
          counters.worker(worker).set(counter, number++);
        }
      }

      long wanted = 0;
      for (int worker = 0; worker < ClusterSettings.WORKERS_MAX; worker++) {
        for (WorkerCounter counter : WorkerCounter.values()) {
          assertThat(counters.worker(worker).get(counter)).isEqualTo(wanted++);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(WorkerState.class)
  void shouldKeepAState(WorkerState state) {
    try (CounterFile counters = CounterFile.create(file)) {
      counters.worker(0).state(state);
      counters.worker(1).set(WorkerCounter.PID, 7);
      counters.worker(2).state(state);

      assertThat(counters.worker(0).state()).isEqualTo(state);
      assertThat(counters.state(0)).isEqualTo(state);
      assertThat(counters.state(1)).isEqualTo(WorkerState.ABSENT);
      assertThat(counters.state(2)).isEqualTo(state);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 6, Long.MAX_VALUE, 1L << 32})
  void shouldRefuseAnUnknownState(long code) {
    try (CounterFile counters = CounterFile.create(file)) {
      counters.worker(0).set(WorkerCounter.STATE, code);

      assertThatIllegalStateException()
          .isThrownBy(() -> counters.worker(0).state())
          .withMessage("unknown worker state: code=" + code);
    }
  }

  @Test
  void shouldReplaceAnOldFileByZeros() {
    try (CounterFile old = CounterFile.create(file)) {
      old.worker(0).set(WorkerCounter.TILES, 5);
    }

    try (CounterFile counters = CounterFile.create(file)) {
      assertThat(counters.worker(0).get(WorkerCounter.TILES)).isZero();
    }
  }

  @Test
  void shouldBelongToItsOwnerAlone() throws IOException {
    CounterFile.create(file).close();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, ClusterSettings.WORKERS_MAX})
  void shouldRefuseAWorkerOutOfRange(int workerId) {
    try (CounterFile counters = CounterFile.create(file)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> counters.worker(workerId))
          .withMessage("worker out of range: workerId=" + workerId);
    }
  }

  @Test
  void shouldSayThatTheClusterMayNotRunWhereThereAreNone() {
    assertThatIllegalStateException()
        .isThrownBy(() -> CounterFile.open(file))
        .withMessage("no counters: file=" + file + "; is the cluster running?");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 64, 100_000})
  void shouldRefuseAFileThatIsTooShort(long bytes) throws IOException {
    CounterFile.create(file).close();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(bytes);
    }

    assertThatIllegalStateException()
        .isThrownBy(() -> CounterFile.open(file))
        .withMessageContaining("counters file too short");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8, 12, 16})
  void shouldRefuseAForeignFile(int offset) throws IOException {
    CounterFile.create(file).close();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {(byte) 0xA5}), offset);
    }

    assertThatIllegalStateException()
        .isThrownBy(() -> CounterFile.open(file))
        .withMessageContaining("torn counters file, or not one of this version");
  }
}
