package io.phalanx.worker;

import io.phalanx.shared.config.ClusterSettings;
import io.phalanx.shared.counters.BellIdling;
import io.phalanx.shared.counters.CounterFile;
import io.phalanx.shared.lifecycle.ProcessLog;
import io.phalanx.shared.lifecycle.QuickExit;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Entry point of a worker process.
///
/// The main thread runs the agent. A second thread waits on standard input, a pipe from the
/// coordinator that nobody writes to: its end means that the coordinator is gone, and so the worker
/// goes too, at once.
public final class WorkerMain {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerMain.class);
  private static final int EXIT_FAILED = 1;

  /// Set to `true` where the JVM records for the class archive: part of that it writes as it ends.
  private static final String RECORDS = "phalanx.records";

  private WorkerMain() {}

  public static void main(String[] args) {
    WorkerArguments arguments =
        WorkerArguments.parse(List.of(args), System.getProperty("phalanx.openblas"));
    ClusterSettings settings = ClusterSettings.read(arguments.directory().settings());
    int exitCode;
    try (ProcessLog _ =
        ProcessLog.open(arguments.directory().log(arguments.name()), settings.logBytes())) {
      Thread.ofPlatform().daemon().name("coordinator-watch").start(WorkerMain::awaitOrphaned);
      exitCode = run(arguments, settings);
    }
    if (Boolean.getBoolean(RECORDS)) {
      Runtime.getRuntime().halt(exitCode);
    }
    System.out.flush();
    QuickExit.exit(exitCode);
  }

  private static int run(WorkerArguments arguments, ClusterSettings settings) {
    try (CounterFile counters = CounterFile.open(arguments.directory().counters());
        WorkerAgent agent = WorkerAgent.open(arguments, settings, counters)) {
      BellIdling idling =
          new BellIdling(
              counters.workerBell(arguments.workerId()),
              TimeUnit.MILLISECONDS.toNanos(settings.heartbeatMs()));
      while (agent.isRunning()) {
        idling.idle(agent.doWork());
      }
      LOG.info("worker stopped: workerId={}", arguments.workerId());
      return 0;
    } catch (Throwable e) {
      LOG.error("worker failed: workerId={} cause={}", arguments.workerId(), e.toString(), e);
      return EXIT_FAILED;
    }
  }

  private static void awaitOrphaned() {
    try {
      while (System.in.read() >= 0) {
        // Nobody writes; a stray byte changes nothing.
      }
      LOG.warn("coordinator gone: exiting");
    } catch (IOException e) {
      LOG.warn("standard input failed, exiting: cause={}", e.toString());
    }
    QuickExit.exit(EXIT_FAILED);
  }
}
