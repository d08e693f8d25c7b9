package io.phalanx.shared.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// One cluster's directory: where each of its files lives.
///
/// ```text
/// <root>
///   cluster.lock          held (fcntl) by the owning coordinator for as long as it lives
///   cluster.mark          who owns it: pid, process start, version, build
///   cluster.keep-alive    how long an idle cluster that is kept stays; absent for any other
///   cluster.properties    the settings every process reads
///   cluster.bindings      which worker is bound to which core; absent where none is
///   phalanx.properties    what a user sets for the clusters of this directory
///   counters.dat          mapped counters of the workers
///   calls/<n>/            booths in which the cluster serves commands
///   bus/                  message queues: requests, replies, inbox-<w>, events-<w>, offers,
///                         outcomes-<w>
///   kernels/<sha256>/     jars of user kernels that jobs were submitted with
///   jobs/<id>/            what was asked, ledgers, partial results, outcome
///   tasks/                what tasks were taken in and came to their end, large results
///   messages/             log of the message bus, lanes of those who are connected to it
///   failures/             one record per lost worker
///   downloads/            what was downloaded, as far as it may be kept
///   logs/                 one log per process
/// ```
///
/// Directories are 0700, files 0600 ([OwnerOnly]).
///
/// @param root absolute path
public record ClusterDirectory(Path root) {
  public ClusterDirectory {
    root = root.toAbsolutePath().normalize();
  }

  /// Makes the directory and its folders where they are missing.
  public ClusterDirectory create() {
    try {
      for (Path folder : new Path[] {root, bus(), jobs(), logs()}) {
        OwnerOnly.createDirectories(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot make the cluster directory: directory="
              + root
              + ", cause="
              + e
              + "; choose another with --dir or PHALANX_DIR",
          e);
    }
    return this;
  }

  /// The lock that the owner holds. Only the owner may ever open it: closing any descriptor of a
  /// file drops all fcntl locks that a process has on it.
  public Path lock() {
    return root.resolve("cluster.lock");
  }

  /// Who owns the directory, as text.
  public Path mark() {
    return root.resolve("cluster.mark");
  }

  /// How long an idle cluster stays, where it is kept for the next run.
  public Path keepAlive() {
    return root.resolve("cluster.keep-alive");
  }

  /// Where the cluster serves commands.
  public Path calls() {
    return root.resolve("calls");
  }

  /// The settings every process reads.
  public Path settings() {
    return root.resolve("cluster.properties");
  }

  /// What a user sets for the clusters of this directory; only users and their commands write it.
  public Path userSettings() {
    return root.resolve("phalanx.properties");
  }

  /// Which worker is bound to which core, as text.
  public Path bindings() {
    return root.resolve("cluster.bindings");
  }

  /// The mapped counters.
  public Path counters() {
    return root.resolve("counters.dat");
  }

  /// Folder of all message queues.
  public Path bus() {
    return root.resolve("bus");
  }

  /// Queue from clients to the coordinator.
  public Path requests() {
    return bus().resolve("requests");
  }

  /// Queue from the coordinator to clients.
  public Path replies() {
    return bus().resolve("replies");
  }

  /// Queue from the coordinator to one worker.
  public Path inbox(int workerId) {
    return bus().resolve("inbox-" + workerId);
  }

  /// Queue from one worker to the coordinator.
  public Path events(int workerId) {
    return bus().resolve("events-" + workerId);
  }

  /// Queue from the coordinator to all workers: tasks to claim.
  public Path offers() {
    return bus().resolve("offers");
  }

  /// Queue from what runs the tasks of one worker to the coordinator.
  public Path outcomes(int workerId) {
    return bus().resolve("outcomes-" + workerId);
  }

  /// Folder of what is kept of tasks.
  public Path tasks() {
    return root.resolve("tasks");
  }

  /// The mapped board on which workers claim tasks.
  public Path taskBoard() {
    return tasks().resolve("board");
  }

  /// Folder of the notes of tasks: a queue each.
  public Path taskNotes() {
    return tasks().resolve("notes");
  }

  /// Folder of results of tasks that are too large for a message.
  public Path taskResults() {
    return tasks().resolve("results");
  }

  /// Index of the outcomes of tasks; the coordinator alone opens it.
  public Path taskOutcomes() {
    return tasks().resolve("outcomes.map");
  }

  /// Folder of the jars of users' tasks.
  public Path taskJars() {
    return tasks().resolve("jars");
  }

  /// Folder of the message bus.
  public Path messages() {
    return root.resolve("messages");
  }

  /// Folder of what is written down of messages: queues that follow each other.
  public Path messageLog() {
    return messages().resolve("log");
  }

  /// Folder of the lanes of the message bus.
  public Path messageLanes() {
    return messages().resolve("lanes");
  }

  /// Folder of the jars of users' message handlers.
  public Path messageJars() {
    return messages().resolve("jars");
  }

  /// Folder of messages that no worker lives through.
  public Path deadMessages() {
    return messages().resolve("dead");
  }

  /// Folder of all jobs.
  public Path jobs() {
    return root.resolve("jobs");
  }

  /// Folder of one job.
  public Path job(String jobId) {
    return jobs().resolve(jobId);
  }

  /// Folder of files that were made ahead, or kept, for the next job.
  public Path spare() {
    return root.resolve("spare");
  }

  /// Folder of the jars of user kernels.
  public Path kernels() {
    return root.resolve("kernels");
  }

  /// Folder of the records of lost workers.
  public Path failures() {
    return root.resolve("failures");
  }

  /// Folder of the cache of downloads.
  public Path downloads() {
    return root.resolve("downloads");
  }

  /// Folder of all logs.
  public Path logs() {
    return root.resolve("logs");
  }

  /// The log of one process, such as `coordinator` or `worker-3`.
  public Path log(String process) {
    return logs().resolve(process + ".log");
  }

  /// What one process wrote to stdout and stderr, JVM crash text included.
  public Path out(String process) {
    return logs().resolve(process + ".out");
  }
}
