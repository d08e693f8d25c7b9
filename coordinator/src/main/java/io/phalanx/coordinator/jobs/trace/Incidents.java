package io.phalanx.coordinator.jobs.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The worker processes of a job, and the ends of those that were lost.
///
/// @param lives processes, by worker and incarnation; the latest of many
/// @param faults the first ones of many, in order of time
public record Incidents(List<WorkerLife> lives, List<Fault> faults) {
  /// Nothing is known.
  public static final Incidents NONE = new Incidents(List.of(), List.of());

  /// Most faults that are kept: a job whose workers die all the time says so in its counts.
  public static final int FAULTS_MAX = 200;

  /// Most processes that are kept.
  public static final int LIVES_MAX = 512;

  public Incidents {
    lives = List.copyOf(lives);
    faults = List.copyOf(faults);
  }

  /// With one more fault, while there are few.
  public Incidents plus(Fault fault) {
    if (faults.size() >= FAULTS_MAX) {
      return this;
    }
    return new Incidents(lives, Stream.concat(faults.stream(), Stream.of(fault)).toList());
  }

  /// With what is known of processes now: the later word on each stands.
  ///
  /// @param sinceMs processes that had ended before are left out, ms since 1970
  public Incidents plus(List<WorkerLife> known, long sinceMs) {
    Map<Long, WorkerLife> all = new TreeMap<>();
    for (WorkerLife life : lives) {
      all.put(key(life), life);
    }
    for (WorkerLife life : known) {
      if (life.endedMs() == 0 || life.endedMs() >= sinceMs) {
        all.put(key(life), life);
      }
    }
    List<WorkerLife> latest = new ArrayList<>(all.values());
    if (latest.size() > LIVES_MAX) {
      latest.sort(Comparator.comparingLong(WorkerLife::launchedMs).reversed());
      latest = new ArrayList<>(latest.subList(0, LIVES_MAX));
      latest.sort(Comparator.comparingLong(Incidents::key));
    }
    return new Incidents(latest, faults);
  }

  private static long key(WorkerLife life) {
    return (long) life.worker() << Integer.SIZE | life.incarnation();
  }
}
