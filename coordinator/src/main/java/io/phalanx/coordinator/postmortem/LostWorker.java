package io.phalanx.coordinator.postmortem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The record of one worker process that ended without being told to.
///
/// @param atMs when it was reaped, ms since 1970
/// @param worker which worker, from 0
/// @param incarnation which process of that worker, from 1
/// @param pid its process id
/// @param exit how it ended: `exit=1` or `signal=9`
/// @param cause why, where that is known; null otherwise
/// @param doing what it was doing, for people
/// @param log its last log lines, oldest first
/// @param crashFile path of the JVM's crash report; null if it left none
public record LostWorker(
    long atMs,
    int worker,
    int incarnation,
    long pid,
    String exit,
    @Nullable String cause,
    String doing,
    List<String> log,
    @Nullable String crashFile) {
  public LostWorker {
    log = List.copyOf(log);
  }
}
