package io.phalanx.coordinator.report.timeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.jobs.JobRecord.Times;
import io.phalanx.coordinator.jobs.trace.Fault;
import io.phalanx.coordinator.jobs.trace.Fault.Interrupted;
import io.phalanx.coordinator.jobs.trace.PhaseTrace;
import io.phalanx.coordinator.jobs.trace.Span;
import io.phalanx.coordinator.jobs.trace.WorkerLife;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A job in the trace event format that Perfetto and Chrome's trace viewer open: the job is one
/// process, each worker another, whose threads are its processes one after the other.
///
/// Times are µs from the beginning of the axis of the [view][JobView].
public final class ChromeTrace {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int JOB = 1;
  private static final int FIRST_WORKER = 10;
  private static final int STATES = 1;
  private static final int PHASES = 2;
  private static final int FAULTS = 3;

  private final JobView view;
  private final ArrayNode named = JSON.createArrayNode();
  private final List<ObjectNode> events = new ArrayList<>();

  /// Threads that have a name, by process and thread.
  private final Map<Long, String> threads = new TreeMap<>();

  private ChromeTrace(JobView view) {
    this.view = view;
  }

  /// The trace of a job.
  public static ObjectNode of(JobView view) {
    return new ChromeTrace(view).build();
  }

  private ObjectNode build() {
    JobRecord job = view.job();
    nameProcess(JOB, "job " + job.job() + ": " + job.request().operation());
    for (int worker : view.workers()) {
      nameProcess(FIRST_WORKER + worker, "worker-" + worker);
    }
    addStates();
    view.lives().stream().filter(view::isStartShown).forEach(this::addStart);
    view.phases().forEach(this::addPhase);
    view.faults().forEach(this::addFault);
    addThroughput();
    events.sort(Comparator.comparingDouble(event -> event.get("ts").doubleValue()));
    ObjectNode trace = JSON.createObjectNode();
    trace.put("displayTimeUnit", "ms");
    ObjectNode about = trace.putObject("otherData");
    about.put("job", job.job());
    about.put("operation", job.request().operation());
    about.put("state", job.state().name());
    about.put("beganUsSince1970", view.zeroUs());
    view.notes().forEach(about.putArray("notes")::add);
    trace.set("traceEvents", named.addAll(events));
    return trace;
  }

  private void addStates() {
    Times times = view.job().times();
    long endUs = view.lengthUs();
    long submittedUs = view.atMs(times.submittedMs());
    long startedUs = times.startedMs() == 0 ? endUs : view.atMs(times.startedMs());
    long orderedUs = times.orderedMs() == 0 ? endUs : view.atMs(times.orderedMs());
    nameThread(JOB, STATES, "states");
    complete("waits", "job", JOB, STATES, submittedUs, startedUs);
    if (times.startedMs() != 0) {
      complete("is made ready", "job", JOB, STATES, startedUs, orderedUs);
    }
    if (times.orderedMs() != 0) {
      long computedUs = endUs - times.syncMs() * 1_000;
      complete("computes", "job", JOB, STATES, orderedUs, computedUs);
      long steadyUs = times.pace().steadyUs() - view.zeroUs();
      long firstUs = times.pace().firstTileUs() - view.zeroUs();
      if (steadyUs > 0 && firstUs > 0 && steadyUs > firstUs) {
        complete("warm-up", "job", JOB, PHASES, firstUs, steadyUs);
      }
      if (times.syncMs() > 0) {
        complete("waits for the disk", "job", JOB, STATES, computedUs, endUs);
      }
    }
  }

  private void addStart(WorkerLife life) {
    int pid = FIRST_WORKER + life.worker();
    nameThread(pid, life.incarnation(), "process " + life.pid() + ", start " + life.incarnation());
    long readyUs = life.readyMs() == 0 ? view.lengthUs() : view.atMs(life.readyMs());
    ObjectNode start =
        complete(
            life.incarnation() == 1 ? "starts" : "starts as a replacement",
            "start",
            pid,
            life.incarnation(),
            view.atMs(life.launchedMs()),
            readyUs);
    start.putObject("args").put("pid", life.pid()).put("ready", life.readyMs() != 0);
  }

  private void addPhase(PhaseTrace phase) {
    if (phase.zeroNs() == 0) {
      return;
    }
    nameThread(JOB, PHASES, "phases");
    ObjectNode whole =
        complete(
            "phase " + phase.phase(),
            "phase",
            JOB,
            PHASES,
            view.at(phase, 0),
            view.atNs(phase.limitNs()));
    whole.putObject("args").put("tiles", phase.tiles()).put("tilesDone", phase.tilesDone());
    TileExtent extent = TileExtent.of(view.job().shape(), phase, PageContent.isProduct(view.job()));
    for (Span span : phase.spans()) {
      addSpan(phase, span, extent);
    }
  }

  private void addSpan(PhaseTrace phase, Span span, TileExtent extent) {
    int pid = FIRST_WORKER + span.worker();
    if (!threads.containsKey(key(pid, span.incarnation()))) {
      nameThread(pid, span.incarnation(), "start " + span.incarnation());
    }
    String name =
        span.tiles() == 1
            ? "tile " + span.first()
            : span.tiles() + " tiles of " + span.first() + " to " + span.last();
    ObjectNode event =
        complete(
            name,
            span.isOpen() ? "tile,open" : span.again() > 0 ? "tile,again" : "tile",
            pid,
            span.incarnation(),
            view.at(phase, span.beganUs()),
            view.endOf(phase, span));
    ObjectNode args = event.putObject("args");
    args.put("phase", phase.phase());
    args.put("extent", extent.text(span.first(), span.last()));
    args.put("tiles", span.tiles());
    args.put("stolen", span.stolen());
    args.put("doneAgain", span.again());
    if (span.isOpen()) {
      args.put("done", false);
    } else {
      args.put("workingUs", span.workingUs());
      args.put("longestUs", span.longestUs());
    }
  }

  private void addFault(Fault fault) {
    int pid = FIRST_WORKER + fault.worker();
    long atUs = view.atMs(fault.atMs());
    if (!threads.containsKey(key(pid, fault.incarnation()))) {
      nameThread(pid, fault.incarnation(), "start " + fault.incarnation());
    }
    nameThread(JOB, FAULTS, "recovery");
    ObjectNode lost = event("worker-" + fault.worker() + " lost", "fault", "i", pid, atUs);
    lost.put("tid", fault.incarnation());
    lost.put("s", "p");
    lost.putObject("args").put("how", fault.how()).put("tiles", fault.tiles().size());
    ObjectNode recovery =
        complete(
            "recovery of worker-" + fault.worker(),
            "recovery",
            JOB,
            FAULTS,
            Math.max(0, atUs - fault.recoveryUs()),
            atUs);
    recovery.putObject("args").put("how", fault.how());
    for (Interrupted tile : fault.tiles()) {
      ObjectNode cut =
          complete(
              "tile " + tile.tile() + ", cut off",
              "tile,fault",
              pid,
              fault.incarnation(),
              view.atNs(tile.beganNs()),
              atUs);
      cut.putObject("args")
          .put("phase", fault.phase())
          .put("attempt", tile.attempts())
          .put("unitsKept", tile.unitsDone());
    }
  }

  private void addThroughput() {
    Throughput throughput = Throughput.of(view);
    for (int piece = 0; piece < throughput.pieces(); piece++) {
      count(throughput.beganUs(piece), throughput.tilesPerSecond(piece));
    }
    if (throughput.pieces() > 0) {
      count(throughput.beganUs(throughput.pieces()), 0);
    }
  }

  private void count(long atUs, double tilesPerSecond) {
    ObjectNode tiles = event("tiles per second", "throughput", "C", JOB, atUs);
    tiles.putObject("args").put("tiles/s", tilesPerSecond);
    if (view.bytesPerTile() > 0) {
      ObjectNode bytes = event("bytes per second", "throughput", "C", JOB, atUs);
      bytes.putObject("args").put("B/s", tilesPerSecond * view.bytesPerTile());
    }
  }

  private ObjectNode complete(
      String name, String category, int pid, int tid, long fromUs, long toUs) {
    ObjectNode event = event(name, category, "X", pid, fromUs);
    event.put("tid", tid);
    event.put("dur", Math.max(0, toUs - fromUs));
    return event;
  }

  private ObjectNode event(String name, String category, String kind, int pid, long atUs) {
    ObjectNode event = JSON.createObjectNode();
    event.put("name", name);
    event.put("cat", category);
    event.put("ph", kind);
    event.put("ts", atUs);
    event.put("pid", pid);
    event.put("tid", 0);
    events.add(event);
    return event;
  }

  private void nameProcess(int pid, String name) {
    named.add(metadata("process_name", pid, 0).set("args", args("name", name)));
    ObjectNode order = metadata("process_sort_index", pid, 0);
    order.putObject("args").put("sort_index", pid);
    named.add(order);
  }

  private void nameThread(int pid, int tid, String name) {
    if (threads.put(key(pid, tid), name) == null) {
      named.add(metadata("thread_name", pid, tid).set("args", args("name", name)));
    }
  }

  private static ObjectNode args(String name, String value) {
    return JSON.createObjectNode().put(name, value);
  }

  private static ObjectNode metadata(String name, int pid, int tid) {
    return JSON.createObjectNode()
        .put("name", name)
        .put("ph", "M")
        .put("ts", 0)
        .put("pid", pid)
        .put("tid", tid);
  }

  private static long key(int pid, int tid) {
    return (long) pid << Integer.SIZE | tid;
  }
}
