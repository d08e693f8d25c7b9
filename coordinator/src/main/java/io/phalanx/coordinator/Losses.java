package io.phalanx.coordinator;

import io.phalanx.coordinator.postmortem.Autopsy;
import io.phalanx.coordinator.postmortem.LostWorker;
import io.phalanx.coordinator.postmortem.LostWorkers;
import io.phalanx.coordinator.process.WorkerExit;
import io.phalanx.shared.config.ClusterDirectory;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out why worker processes have ended that nobody told to, and keeps a post-mortem of each.
/// The coordinator's thread owns it.
final class Losses {
  private static final Logger LOG = LoggerFactory.getLogger(Losses.class);

  private final Autopsy autopsy;
  private final LostWorkers records;

  /// @param heapMib of a worker
  Losses(ClusterDirectory directory, int heapMib) {
    this.autopsy = new Autopsy(directory, heapMib);
    this.records = new LostWorkers(directory);
  }

  /// What is known of a process that has just been reaped.
  Loss look(CrewMember member, WorkerExit exit) {
    long pid = member.process().pid();
    String condemned = member.condemnation();
    String cause =
        condemned == null ? autopsy.cause(exit.workerId(), pid, exit.exitCode()) : condemned;
    String how = exit.describe() + (cause == null ? "" : ", cause=" + cause);
    LOG.warn(
        "worker lost: workerId={} incarnation={} pid={} {}",
        exit.workerId(),
        exit.incarnation(),
        pid,
        how);
    long nowMs = System.currentTimeMillis();
    Path record = records.file(nowMs, exit.workerId(), exit.incarnation());
    return new Loss(how, cause, nowMs, autopsy.lastLines(exit.workerId()), record);
  }

  /// Keeps the post-mortem.
  ///
  /// @param doing what it was doing, for people
  void record(CrewMember member, WorkerExit exit, Loss loss, String doing) {
    long pid = member.process().pid();
    records.add(
        new LostWorker(
            loss.atMs(),
            exit.workerId(),
            exit.incarnation(),
            pid,
            exit.describe(),
            loss.cause(),
            member.isReady() ? doing : "starting",
            loss.lastLines(),
            autopsy.crashFile(exit.workerId(), pid)));
    LOG.info("post-mortem: workerId={} file={}", exit.workerId(), loss.postMortem());
  }
}
