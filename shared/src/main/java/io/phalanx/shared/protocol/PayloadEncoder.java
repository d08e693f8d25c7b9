package io.phalanx.shared.protocol;

import io.phalanx.shared.protocol.Message.Event;
import io.phalanx.shared.protocol.Message.Note;
import io.phalanx.shared.protocol.Message.Order;
import io.phalanx.shared.protocol.Message.Reply;
import io.phalanx.shared.protocol.Message.Request;

/// The fields of each message, in the order in which [PayloadDecoder] reads them.
final class PayloadEncoder {
  private PayloadEncoder() {}

  static void encode(Message message, FieldWriter out) {
    switch (message) {
      case Request request -> encode(request, out);
      case Order order -> encode(order, out);
      case Event event -> encode(event, out);
      case Reply reply -> encode(reply, out);
      case Note note -> encode(note, out);
      case BusTalk talk -> BusCodec.encode(talk, out);
    }
  }

  private static void encode(Request request, FieldWriter out) {
    switch (request) {
      case Request.SubmitJob(var job) -> encode(job, out);
      case Request.CancelJob(var jobId) -> out.text(jobId);
      case Request.StopCluster(var timeoutMs) -> out.i64(timeoutMs);
      case Request.KeepAlive(var keepMs) -> out.i64(keepMs);
      case Request.SubmitTasks(var tasks) -> out.list(tasks, task -> TaskCodec.encode(task, out));
      case Request.CancelTask(var taskId) -> out.i64(taskId);
      case Request.LookUpTask(var taskId) -> out.i64(taskId);
      case Request.ListTasks(var count) -> out.i32(count);
      case Request.ScaleCluster(var workers) -> out.i32(workers);
      case Request.OpenLane(var pid, var start) -> {
        out.i64(pid);
        out.i64(start);
      }
    }
  }

  private static void encode(Order order, FieldWriter out) {
    switch (order) {
      case Order.RunPhase(var plan) -> encode(plan, out);
      case Order.EndJob(var jobId) -> out.text(jobId);
      case Order.StopWorker() -> {}
      case Order.TakeTasks() -> {}
      case Order.RetireWorker() -> {}
      case Order.OfferTasks(var offers) -> out.list(offers, offer -> TaskCodec.encode(offer, out));
      case Order.TakeMessages(var lane) -> out.text(lane);
    }
  }

  private static void encode(Event event, FieldWriter out) {
    switch (event) {
      case Event.WorkerReady(var workerId, var incarnation, var pid) -> {
        out.i32(workerId);
        out.i32(incarnation);
        out.i64(pid);
      }
      case Event.PhaseDrained(var jobId, var phase, var round) -> {
        out.text(jobId);
        out.i32(phase);
        out.i32(round);
      }
      case Event.PhaseFailed(var jobId, var phase, var tile, var text) -> {
        out.text(jobId);
        out.i32(phase);
        out.i64(tile);
        out.text(text);
      }
      case Event.TasksReady() -> {}
      case Event.TaskEnded(var slot, var ticket, var runNs, var outcome) -> {
        out.i32(slot);
        out.i64(ticket);
        out.i64(runNs);
        TaskCodec.encode(outcome, out);
      }
    }
  }

  private static void encode(Reply reply, FieldWriter out) {
    switch (reply) {
      case Reply.JobAccepted(var jobId) -> out.text(jobId);
      case Reply.RequestRefused(var usage, var reason) -> {
        out.bool(usage);
        out.text(reason);
      }
      case Reply.RequestDone() -> {}
      case Reply.JobEnded(var jobId, var state) -> {
        out.text(jobId);
        out.text(state);
      }
      case Reply.TasksAccepted(var firstId, var count) -> {
        out.i64(firstId);
        out.i32(count);
      }
      case Reply.TasksEnded(var tasks) -> out.list(tasks, task -> TaskCodec.encode(task, out));
      case Reply.TasksFound(var tasks) -> out.list(tasks, task -> TaskCodec.encode(task, out));
      case Reply.LaneOpened(var lane) -> out.text(lane);
    }
  }

  private static void encode(Note note, FieldWriter out) {
    switch (note) {
      case Note.TasksTaken(var firstId, var submittedMs, var attempts, var tasks) -> {
        out.i64(firstId);
        out.i64(submittedMs);
        out.i32(attempts);
        out.list(tasks, task -> TaskCodec.encode(task, out));
      }
      case Note.AttemptLost(var taskId, var attempts) -> {
        out.i64(taskId);
        out.i32(attempts);
      }
      case Note.TasksOver(var tasks) -> out.list(tasks, task -> TaskCodec.encode(task, out));
    }
  }

  private static void encode(JobRequest job, FieldWriter out) {
    out.text(job.operation());
    out.map(job.params());
    out.list(job.inputs(), out::text);
    out.optional(job.output(), out::text);
    out.bool(job.inPlace());
    out.map(job.options());
    out.list(job.kernels(), jar -> encode(jar, out));
  }

  private static void encode(PhasePlan plan, FieldWriter out) {
    out.text(plan.jobId());
    out.i32(plan.phase());
    out.i32(plan.round());
    out.text(plan.operation());
    out.map(plan.params());
    out.list(plan.inputs(), input -> encode(input, out));
    out.optional(plan.output(), output -> encode(output, out));
    out.bool(plan.inPlace());
    out.i64(plan.tiling().units());
    out.i64(plan.tiling().unitsPerTile());
    out.text(plan.files().ledger());
    out.optional(plan.files().partials(), out::text);
    out.optional(plan.files().columns(), out::text);
    out.optional(plan.files().redo(), out::text);
    out.list(plan.kernels(), jar -> encode(jar, out));
  }

  static void encode(KernelJarRef jar, FieldWriter out) {
    out.text(jar.path());
    out.i64(jar.bytes());
    out.text(jar.sha256());
  }

  private static void encode(MatrixRef matrix, FieldWriter out) {
    out.text(matrix.path());
    out.i64(matrix.dataOffset());
    out.i64(matrix.rows());
    out.i64(matrix.cols());
    out.text(matrix.dtype().label());
  }
}
