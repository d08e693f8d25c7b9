package io.phalanx.shared.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Properties;

/// The settings of one cluster, written into its directory by the coordinator and read by all.
///
/// A properties file rather than JSON: a worker reads it without loading a JSON library, which
/// would cost its start a tenth of a second.
///
/// @param workers number of worker processes, 1 to [#WORKERS_MAX]; default: one per available core
/// @param worker what each worker process gets
/// @param tileKib size of a tile in KiB, 4 to 1048576; default 256, which fits a second-level cache
/// @param heartbeatMs how often a worker shows that it lives, in ms; default 100
/// @param livenessTimeoutMs how long a worker may be silent before it is killed and replaced, in
///   ms; default 30000: a tile takes less
/// @param startTimeoutMs how long a worker may take from start to ready, in ms; default 60000
/// @param logBytes size at which a log file is rotated, in bytes; default 8 MiB, one older file
///   kept
/// @param messageDepth how many messages of the bus may wait for one worker, 1 to 1000000; for a
///   subscriber it is 16 times as many; default 1000
public record ClusterSettings(
    int workers,
    WorkerSettings worker,
    int tileKib,
    long heartbeatMs,
    long livenessTimeoutMs,
    long startTimeoutMs,
    long logBytes,
    int messageDepth) {
  /// Most workers of one cluster.
  public static final int WORKERS_MAX = 256;

  private static final int TILE_KIB_MAX = 1 << 20;
  private static final long LOG_BYTES_MIN = 64 << 10;
  private static final int MESSAGE_DEPTH_MAX = 1_000_000;

  public ClusterSettings {
    inRange("workers", workers, 1, WORKERS_MAX);
    inRange("tileKib", tileKib, 4, TILE_KIB_MAX);
    inRange("heartbeatMs", heartbeatMs, 1, 60_000);
    inRange("livenessTimeoutMs", livenessTimeoutMs, 2 * heartbeatMs, Long.MAX_VALUE);
    inRange("startTimeoutMs", startTimeoutMs, 1_000, Long.MAX_VALUE);
    inRange("logBytes", logBytes, LOG_BYTES_MIN, Long.MAX_VALUE);
    inRange("messageDepth", messageDepth, 1, MESSAGE_DEPTH_MAX);
  }

  /// The defaults, with one worker per core that this process may use (cgroup-aware).
  public static ClusterSettings defaults() {
    int cores = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, WORKERS_MAX);
    return new ClusterSettings(
        cores, WorkerSettings.defaults(), 256, 100, 30_000, 60_000, 8 << 20, 1000);
  }

  /// The same with another number of workers.
  public ClusterSettings withWorkers(int count) {
    return new ClusterSettings(
        count,
        worker,
        tileKib,
        heartbeatMs,
        livenessTimeoutMs,
        startTimeoutMs,
        logBytes,
        messageDepth);
  }

  /// The same with another time that a worker may be silent.
  public ClusterSettings withLivenessTimeoutMs(long timeoutMs) {
    return new ClusterSettings(
        workers, worker, tileKib, heartbeatMs, timeoutMs, startTimeoutMs, logBytes, messageDepth);
  }

  /// The same with workers that get something else.
  public ClusterSettings withWorker(WorkerSettings other) {
    return new ClusterSettings(
        workers,
        other,
        tileKib,
        heartbeatMs,
        livenessTimeoutMs,
        startTimeoutMs,
        logBytes,
        messageDepth);
  }

  /// Writes the settings whole or not at all.
  public void write(Path file) {
    Properties properties = new Properties();
    properties.setProperty("workers", String.valueOf(workers));
    properties.setProperty("workerHeapMib", String.valueOf(worker.heapMib()));
    properties.setProperty("workerThreads", String.valueOf(worker.threads()));
    properties.setProperty("workerNice", String.valueOf(worker.nice()));
    properties.setProperty("workerPin", String.valueOf(worker.pin()));
    properties.setProperty("tileKib", String.valueOf(tileKib));
    properties.setProperty("heartbeatMs", String.valueOf(heartbeatMs));
    properties.setProperty("livenessTimeoutMs", String.valueOf(livenessTimeoutMs));
    properties.setProperty("startTimeoutMs", String.valueOf(startTimeoutMs));
    properties.setProperty("logBytes", String.valueOf(logBytes));
    properties.setProperty("messageDepth", String.valueOf(messageDepth));
    PropertiesFile.write(file, properties);
  }

  /// Reads what [#write] wrote.
  ///
  /// @throws IllegalArgumentException if a setting is missing or out of range
  public static ClusterSettings read(Path file) {
    Properties properties;
    try {
      properties = PropertiesFile.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the settings: file=" + file + ", cause=" + e, e);
    }
    return new ClusterSettings(
        integer(properties, "workers", file),
        new WorkerSettings(
            integer(properties, "workerHeapMib", file),
            integer(properties, "workerThreads", file),
            integer(properties, "workerNice", file),
            PropertiesFile.flag(properties, "workerPin", file)),
        integer(properties, "tileKib", file),
        PropertiesFile.number(properties, "heartbeatMs", file),
        PropertiesFile.number(properties, "livenessTimeoutMs", file),
        PropertiesFile.number(properties, "startTimeoutMs", file),
        PropertiesFile.number(properties, "logBytes", file),
        integer(properties, "messageDepth", file));
  }

  private static int integer(Properties properties, String name, Path file) {
    long value = PropertiesFile.number(properties, name, file);
    inRange(name, value, Integer.MIN_VALUE, Integer.MAX_VALUE);
    return (int) value;
  }

  static void inRange(String name, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "setting out of range: " + name + "=" + value + ", min=" + min + ", max=" + max);
    }
  }
}
