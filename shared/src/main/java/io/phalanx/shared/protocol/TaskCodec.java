package io.phalanx.shared.protocol;

/// The fields of what is said of tasks, written and read in the same order.
final class TaskCodec {
  private TaskCodec() {}

  static void encode(TaskRequest task, FieldWriter out) {
    out.text(task.name());
    out.text(task.input());
    out.i32(task.priority());
    out.i64(task.timeoutMs());
    out.i32(task.retries());
    out.list(task.jars(), jar -> PayloadEncoder.encode(jar, out));
  }

  static TaskRequest request(FieldReader in) {
    return new TaskRequest(
        in.text(),
        in.text(),
        in.i32(),
        in.i64(),
        in.i32(),
        in.list(() -> PayloadDecoder.kernelJar(in)));
  }

  static void encode(TaskOffer offer, FieldWriter out) {
    out.i32(offer.slot());
    out.i64(offer.ticket());
    out.i64(offer.taskId());
    out.i32(offer.priority());
    out.text(offer.name());
    out.text(offer.input());
    out.list(offer.jars(), jar -> PayloadEncoder.encode(jar, out));
  }

  static TaskOffer offer(FieldReader in) {
    return new TaskOffer(
        in.i32(),
        in.i64(),
        in.i64(),
        in.i32(),
        in.text(),
        in.text(),
        in.list(() -> PayloadDecoder.kernelJar(in)));
  }

  static void encode(TaskRecord task, FieldWriter out) {
    out.i64(task.taskId());
    out.text(task.name());
    out.i32(task.state().code());
    out.i32(task.attempts());
    out.i32(task.worker());
    out.i64(task.times().submittedMs());
    out.i64(task.times().endedMs());
    out.i64(task.times().runNs());
    encode(task.outcome(), out);
  }

  static TaskRecord record(FieldReader in) {
    return new TaskRecord(
        in.i64(),
        in.text(),
        TaskState.ofCode(in.i32()),
        in.i32(),
        in.i32(),
        new TaskRecord.Times(in.i64(), in.i64(), in.i64()),
        outcome(in));
  }

  static void encode(TaskRecord.Outcome outcome, FieldWriter out) {
    out.optional(outcome.result(), out::text);
    out.optional(outcome.resultFile(), out::text);
    out.optional(outcome.error(), out::text);
  }

  static TaskRecord.Outcome outcome(FieldReader in) {
    return new TaskRecord.Outcome(
        in.optional(in::text), in.optional(in::text), in.optional(in::text));
  }
}
