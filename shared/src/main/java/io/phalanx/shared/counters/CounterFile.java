package io.phalanx.shared.counters;

import io.phalanx.shared.config.ClusterSettings;
import io.phalanx.shared.config.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;
import org.agrona.concurrent.status.CountersReader;

/// Byte layout of the counters file, native byte order, and its mapping.
///
/// ```text
/// 0         8          12            64          64 + M         64 + M + V
/// | magic   | version  | reserved    | metadata  | values       | bells
/// ```
///
/// The bells, a [Bell] each, are those of the coordinator, of all clients together, of worker 0, 1,
/// ..., of what runs tasks in worker 0, 1, ... and of what takes messages there. Metadata and
/// values are Agrona's. Worker w's counters have the ids from `w * K`, K being the number of
/// constants of [WorkerCounter], because the coordinator alone allocates, in that order, when it
/// makes the file.
///
/// Counters are set and read by any thread; each has one writer at a time.
public final class CounterFile implements AutoCloseable {
  private static final long MAGIC = 0x50484C5843545231L; // "PHLXCTR1"
  private static final int VERSION = 7;
  private static final int COUNTERS_AT = 12;
  private static final int CHECK_AT = 16;
  private static final int HEADER = 64;
  private static final int PER_WORKER = WorkerCounter.values().length;
  private static final int STATE_AT = List.of(WorkerCounter.values()).indexOf(WorkerCounter.STATE);
  private static final int COUNTERS = ClusterSettings.WORKERS_MAX * PER_WORKER;
  private static final int VALUES = COUNTERS * CountersReader.COUNTER_LENGTH;
  private static final int METADATA = COUNTERS * CountersReader.METADATA_LENGTH;

  private static final int BELLS_AT = HEADER + METADATA + VALUES;
  private static final int COORDINATOR_BELL = 0;
  private static final int CLIENTS_BELL = 1;
  private static final int WORKER_BELLS = 2;
  private static final int TASK_BELLS = WORKER_BELLS + ClusterSettings.WORKERS_MAX;
  private static final int MESSAGE_BELLS = TASK_BELLS + ClusterSettings.WORKERS_MAX;
  private static final int LENGTH =
      BELLS_AT + (MESSAGE_BELLS + ClusterSettings.WORKERS_MAX) * Bell.LENGTH;

  private final MappedByteBuffer mapping;
  private final UnsafeBuffer values;

  private CounterFile(MappedByteBuffer mapping) {
    this.mapping = mapping;
    this.values = new UnsafeBuffer(mapping, HEADER + METADATA, VALUES);
  }

  /// Makes the file anew, every counter of every possible worker 0.
  ///
  /// @throws RuntimeException if the disk is full: the file is written whole before it is used
  public static CounterFile create(Path file) {
    IoUtil.deleteIfExists(file.toFile());
    MappedByteBuffer mapping = IoUtil.mapNewFile(file.toFile(), LENGTH);
    restrict(file);
    CounterFile counters = new CounterFile(mapping);
    CountersManager manager =
        new CountersManager(
            new UnsafeBuffer(mapping, HEADER, METADATA),
            counters.values,
            StandardCharsets.US_ASCII);
    for (int workerId = 0; workerId < ClusterSettings.WORKERS_MAX; workerId++) {
      for (WorkerCounter counter : WorkerCounter.values()) {
        manager.allocate(counter.label(workerId));
      }
    }
    UnsafeBuffer header = new UnsafeBuffer(mapping, 0, HEADER);
    header.putInt(Long.BYTES, VERSION);
    header.putInt(COUNTERS_AT, COUNTERS);
    header.putLong(CHECK_AT, check(MAGIC, VERSION, COUNTERS));
    header.putLongVolatile(0, MAGIC);
    return counters;
  }

  /// Maps an existing file.
  ///
  /// @throws IllegalStateException if it is not a counters file of this version
  public static CounterFile open(Path file) {
    return open(file, MapMode.READ_WRITE);
  }

  /// The same to read only, as far as it is readable.
  public static CounterFile look(Path file) {
    return open(file, MapMode.READ_ONLY);
  }

  private static CounterFile open(Path file, MapMode mode) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalStateException("no counters: file=" + file + "; is the cluster running?");
    }
    MappedByteBuffer mapping = IoUtil.mapExistingFile(file.toFile(), mode, "counters");
    if (mapping.capacity() < LENGTH) {
      IoUtil.unmap(mapping);
      throw new IllegalStateException("counters file too short: file=" + file);
    }
    UnsafeBuffer header = new UnsafeBuffer(mapping, 0, HEADER);
    long magic = header.getLongVolatile(0);
    int version = header.getInt(Long.BYTES);
    int count = header.getInt(COUNTERS_AT);
    boolean whole = header.getLong(CHECK_AT) == check(magic, version, count);
    if (!whole || magic != MAGIC || version != VERSION || count != COUNTERS) {
      IoUtil.unmap(mapping);
      throw new IllegalStateException(
          "torn counters file, or not one of this version: file="
              + file
              + ", version="
              + version
              + ", checksum="
              + (whole ? "right" : "wrong"));
    }
    return new CounterFile(mapping);
  }

  /// The counters of one worker.
  public WorkerCounters worker(int workerId) {
    requireWorker(workerId);
    Map<WorkerCounter, AtomicCounter> counters = new EnumMap<>(WorkerCounter.class);
    int id = workerId * PER_WORKER;
    for (WorkerCounter counter : WorkerCounter.values()) {
      counters.put(counter, new AtomicCounter(values, id++));
    }
    return new WorkerCounters(counters);
  }

  /// The state of one worker now, for those who look at many.
  public WorkerState state(int workerId) {
    requireWorker(workerId);
    int id = workerId * PER_WORKER + STATE_AT;
    return WorkerState.ofCode(values.getLongVolatile(CountersReader.counterOffset(id)));
  }

  /// Rung when there is something for the coordinator.
  public Bell coordinatorBell() {
    return bell(COORDINATOR_BELL);
  }

  /// Rung when there is something for a client, whichever.
  public Bell clientsBell() {
    return bell(CLIENTS_BELL);
  }

  /// Rung when there is something for a worker.
  public Bell workerBell(int workerId) {
    requireWorker(workerId);
    return bell(WORKER_BELLS + workerId);
  }

  /// Rung when there are tasks for a worker, which takes them on a thread of its own.
  public Bell taskBell(int workerId) {
    requireWorker(workerId);
    return bell(TASK_BELLS + workerId);
  }

  /// Rung when there are messages for a worker, which takes them on a thread of its own.
  public Bell messageBell(int workerId) {
    requireWorker(workerId);
    return bell(MESSAGE_BELLS + workerId);
  }

  private Bell bell(int index) {
    return new Bell(new UnsafeBuffer(mapping, BELLS_AT + index * Bell.LENGTH, Bell.LENGTH));
  }

  private static void requireWorker(int workerId) {
    if (workerId < 0 || workerId >= ClusterSettings.WORKERS_MAX) {
      throw new IllegalArgumentException("worker out of range: workerId=" + workerId);
    }
  }

  private static long check(long magic, int version, int count) {
    CRC32C crc = new CRC32C();
    ByteBuffer bytes = ByteBuffer.allocate(CHECK_AT);
    crc.update(bytes.putLong(magic).putInt(version).putInt(count).flip());
    return crc.getValue();
  }

  private static void restrict(Path file) {
    try {
      OwnerOnly.restrict(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot restrict: file=" + file + ", cause=" + e, e);
    }
  }

  @Override
  public void close() {
    IoUtil.unmap(mapping);
  }
}
