package io.phalanx.coordinator.config;

import io.phalanx.shared.config.ClusterSettings;
import java.util.Locale;
import java.util.Optional;

/// Everything that a user can set: the one list that flags, environment, files, help and guide are
/// held against.
///
/// A value is a number in the unit of its [Kind]. Those of a cluster have their defaults in
/// [ClusterSettings], and hold for as long as it runs; all others count for one command.
public enum Setting {
  WORKERS(Kind.COUNT, new Range(1, ClusterSettings.WORKERS_MAX, 1), "worker processes"),
  WORKER_HEAP(
      Kind.SIZE,
      new Range(64 << 20, 1L << 40, 1 << 20),
      "Java heap of each worker; matrices lie outside it"),
  WORKER_THREADS(Kind.COUNT, new Range(1, 256, 1), "threads that compute at once inside a worker"),
  WORKER_NICE(
      Kind.COUNT,
      new Range(0, 19, 1),
      "how much nicer than the coordinator workers are to other processes"),
  PIN(Kind.SWITCH, new Range(0, 1, 1), "whether each worker is bound to a core; Linux only"),
  TILE_KIB(
      Kind.COUNT,
      new Range(4, 1 << 20, 1),
      "size of a tile in KiB; reductions have tiles of their own"),
  HEARTBEAT(Kind.TIME, new Range(1, 60_000, 1), "how often a worker shows that it lives"),
  LIVENESS_TIMEOUT(
      Kind.TIME,
      new Range(2, Long.MAX_VALUE, 1),
      "how long a worker may be silent before it is replaced; at least twice heartbeat"),
  START_TIMEOUT(
      Kind.TIME,
      new Range(1_000, Long.MAX_VALUE, 1),
      "how long a worker may take from start to ready"),
  LOG_BYTES(
      Kind.SIZE,
      new Range(64 << 10, 1L << 40, 1),
      "size at which a log file is rotated; one older file is kept"),
  MESSAGE_DEPTH(
      Kind.COUNT,
      new Range(1, 1_000_000, 1),
      "messages of the bus that may wait for a worker; 16 times as many for a subscriber"),
  KEEP_ALIVE(
      Kind.TIME,
      new Range(0, Long.MAX_VALUE, 1),
      "how long run and demo leave the cluster they start for the next; 0ms is not at all"),
  DURABLE(Kind.SWITCH, new Range(0, 1, 1), "whether jobs sync their output to the disk"),
  KERNELS(
      Kind.PATHS,
      new Range(0, 0, 1),
      "jars of user kernels, colons between; in a file relative to its folder");

  private final Kind kind;
  private final long min;
  private final long max;
  private final long step;
  private final String meaning;
  private final String key = name().toLowerCase(Locale.ROOT).replace('_', '-');

  Setting(Kind kind, Range range, String meaning) {
    this.kind = kind;
    this.min = range.min;
    this.max = range.max;
    this.step = range.step;
    this.meaning = meaning;
  }

  /// Which numbers a value may be.
  ///
  /// @param min the least
  /// @param max the greatest
  /// @param step what divides all of them
  private record Range(long min, long max, long step) {}

  /// The setting of this key.
  public static Optional<Setting> of(String key) {
    for (Setting setting : values()) {
      if (setting.key.equals(key)) {
        return Optional.of(setting);
      }
    }
    return Optional.empty();
  }

  /// The same, which must be there.
  ///
  /// @throws IllegalArgumentException if it is not, with the nearest that is
  public static Setting require(String key) {
    return of(key)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "unknown setting: key=" + key + "; did you mean " + NearestKey.to(key) + "?"));
  }

  /// How it is called in files and on the command line, there with `--` before it.
  public String key() {
    return key;
  }

  /// Its variable of the environment.
  public String variable() {
    return "PHALANX_" + name();
  }

  /// What its values are.
  public Kind kind() {
    return kind;
  }

  /// What it means, in a line.
  public String meaning() {
    return meaning;
  }

  /// True if it is one of a cluster, for as long as that runs.
  public boolean isOfCluster() {
    return switch (this) {
      case KEEP_ALIVE, DURABLE, KERNELS -> false;
      default -> true;
    };
  }

  /// Its value in a cluster with these settings.
  ///
  /// @throws IllegalStateException if it is no setting of a cluster
  public long in(ClusterSettings settings) {
    return switch (this) {
      case WORKERS -> settings.workers();
      case WORKER_HEAP -> (long) settings.worker().heapMib() << 20;
      case WORKER_THREADS -> settings.worker().threads();
      case WORKER_NICE -> settings.worker().nice();
      case PIN -> settings.worker().pin() ? 1 : 0;
      case TILE_KIB -> settings.tileKib();
      case HEARTBEAT -> settings.heartbeatMs();
      case LIVENESS_TIMEOUT -> settings.livenessTimeoutMs();
      case START_TIMEOUT -> settings.startTimeoutMs();
      case LOG_BYTES -> settings.logBytes();
      case MESSAGE_DEPTH -> settings.messageDepth();
      case KEEP_ALIVE, DURABLE, KERNELS ->
          throw new IllegalStateException("no setting of a cluster: key=" + key);
    };
  }

  /// Its value where nobody says another, as [#parse] reads it.
  public String byDefault() {
    return format(isOfCluster() ? in(ClusterSettings.defaults()) : 0);
  }

  /// The number that a text stands for; 0 for paths, which are none.
  ///
  /// @throws IllegalArgumentException if the text is no value of this setting, with what is allowed
  public long parse(String text) {
    long value = kind.parse(text);
    if (value < min || value > max || value % step != 0) {
      throw new IllegalArgumentException("'" + text + "' is out of range");
    }
    return value;
  }

  /// The text that [#parse] reads as this number.
  public String format(long value) {
    return kind.format(value);
  }

  /// What its values may be, in words.
  public String allowed() {
    return switch (kind) {
      case COUNT -> min + " to " + max;
      case TIME ->
          max == Long.MAX_VALUE ? format(min) + " or more" : format(min) + " to " + format(max);
      case SIZE ->
          format(min)
              + " to "
              + format(max)
              + (step == 1 ? "" : " in whole " + format(step).substring(1));
      case SWITCH -> "true or false";
      case PATHS -> "paths of jars, colons between";
    };
  }
}
