package io.phalanx.coordinator.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phalanx.coordinator.placement.Bindings;
import io.phalanx.coordinator.postmortem.LostWorker;
import io.phalanx.coordinator.report.ClusterStatus.Job;
import io.phalanx.coordinator.report.ClusterStatus.Worker;
import io.phalanx.shared.config.KeepAlive;
import java.time.Instant;
import java.util.OptionalInt;

/// The status of a cluster as JSON, with the names that the command line promises.
public final class StatusJson {
  private StatusJson() {}

  /// The object of one look.
  public static ObjectNode of(ClusterStatus status) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("directory", status.directory().root().toString());
    ObjectNode coordinator = json.putObject("coordinator");
    coordinator.put("pid", status.owner().process().pid());
    coordinator.put("startedAt", Instant.ofEpochMilli(status.owner().startedAtMs()).toString());
    coordinator.put("state", "RUNNING");
    coordinator.put("version", status.owner().version());
    coordinator.put("ephemeral", status.owner().ephemeral());
    KeepAlive kept = status.keepAlive();
    if (kept == null) {
      coordinator.putNull("keepAliveMs").putNull("endsAt");
    } else {
      coordinator.put("keepAliveMs", kept.keepMs());
      coordinator.put("endsAt", Instant.ofEpochMilli(kept.endsAtMs()).toString());
    }
    ArrayNode workers = json.putArray("workers");
    Bindings bindings = status.bindings();
    status.workers().forEach(worker -> add(workers.addObject(), worker, bindings));
    ArrayNode jobs = json.putArray("jobs");
    status.jobs().forEach(job -> add(jobs.addObject(), job));
    ArrayNode failures = json.putArray("failures");
    status.failures().forEach(lost -> add(failures.addObject(), lost));
    return json;
  }

  private static void add(ObjectNode json, Worker worker, Bindings bindings) {
    json.put("id", worker.id());
    json.put("pid", worker.pid());
    OptionalInt core = bindings.core(worker.id());
    json.put("core", core.isPresent() ? core.getAsInt() : null);
    json.put("incarnation", worker.incarnation());
    json.put("state", worker.state().name());
    json.put("job", worker.job());
    json.put("task", worker.task());
    json.put("tilesDone", worker.tilesDone());
    json.put("bytesDone", worker.bytesDone());
    json.put("tasksDone", worker.tasksDone());
    json.put("busyRatio", worker.busyRatio());
    json.put("heartbeatAgeMs", worker.heartbeatAgeMs());
    json.put("restarts", worker.restarts());
  }

  private static void add(ObjectNode json, LostWorker lost) {
    json.put("at", Instant.ofEpochMilli(lost.atMs()).toString());
    json.put("worker", lost.worker());
    json.put("incarnation", lost.incarnation());
    json.put("pid", lost.pid());
    json.put("exit", lost.exit());
    json.put("cause", lost.cause());
    json.put("doing", lost.doing());
    ArrayNode log = json.putArray("log");
    lost.log().forEach(log::add);
    json.put("crashFile", lost.crashFile());
  }

  private static void add(ObjectNode json, Job job) {
    json.put("job", job.record().job());
    json.put("op", job.record().request().operation());
    json.put("state", job.record().state().name());
    json.put("tilesDone", job.tilesDone());
    json.put("tiles", job.record().counts().tiles());
  }
}
