package io.phalanx.shared.protocol;

import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Tiling;
import io.phalanx.shared.protocol.Message.Event;
import io.phalanx.shared.protocol.Message.Note;
import io.phalanx.shared.protocol.Message.Order;
import io.phalanx.shared.protocol.Message.Reply;
import io.phalanx.shared.protocol.Message.Request;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// At least one message of every type, with the values that break codecs: extremes, absent and
/// empty ones, texts outside ASCII.
public final class SampleMessages {
  private static final KernelJarRef JAR =
      new KernelJarRef("/tmp/größe.jar", KernelJarRef.BYTES_MAX, "0123456789abcdef".repeat(4));

  private static final TaskRequest TASK =
      new TaskRequest("größe", "{\"a\": \"行\"}", Integer.MIN_VALUE, 1, 100, List.of(JAR));
  private static final TaskRecord ENDED =
      new TaskRecord(
          Long.MAX_VALUE,
          "größe",
          TaskState.DONE,
          1,
          0,
          new TaskRecord.Times(1, 2, Long.MAX_VALUE),
          new TaskRecord.Outcome("null", "/tmp/größe.json", "no"));
  private static final TaskRecord WAITING =
      new TaskRecord(
          1,
          "echo",
          TaskState.QUEUED,
          0,
          TaskRecord.NO_WORKER,
          new TaskRecord.Times(0, 0, 0),
          TaskRecord.Outcome.NONE);

  private SampleMessages() {}

  public static Stream<Message> all() {
    return Stream.of(requests(), orders(), events(), replies(), tasks(), messages())
        .flatMap(s -> s);
  }

  private static Stream<Message> tasks() {
    return Stream.of(
        new Request.SubmitTasks(List.of(TASK, TaskRequest.of("echo", "null"))),
        new Request.CancelTask(1),
        new Request.LookUpTask(Long.MAX_VALUE),
        new Request.ListTasks(0),
        new Order.TakeTasks(),
        new Order.OfferTasks(
            List.of(new TaskOffer(3, Long.MAX_VALUE, 7, -1, "größe", "null", List.of(JAR)))),
        new Order.OfferTasks(List.of()),
        new Event.TasksReady(),
        new Event.TaskEnded(1, 2, 3, TaskRecord.Outcome.failed("größe")),
        new Reply.TasksAccepted(1, 2),
        new Reply.TasksEnded(List.of(ENDED, WAITING)),
        new Reply.TasksFound(List.of()),
        new Note.TasksTaken(1, 2, 3, List.of(TASK)),
        new Note.AttemptLost(1, 2),
        new Note.TasksOver(List.of(ENDED)));
  }

  private static Stream<Message> messages() {
    BusMessage said =
        new BusMessage(
            Long.MAX_VALUE, BusMessage.Type.RESPONSE, "größe", -1, 1, "{\"a\": \"行\"}", 2, true);
    MessageDraft draft = MessageDraft.of(BusMessage.Type.TASK, "[]").withJars(List.of(JAR));
    MessageLeft left =
        new MessageLeft(
            said,
            List.of(JAR),
            List.of(
                new MessageLeft.Copy(MessageDraft.ANY, false, 0),
                new MessageLeft.Copy(3, true, 4)));
    return Stream.of(
        new Request.OpenLane(1, Long.MAX_VALUE),
        new Order.TakeMessages("worker-1-2"),
        new Reply.LaneOpened("größe"),
        new BusTalk.Post.Publish(List.of(draft, draft.to(MessageDraft.NONE)), 0),
        new BusTalk.Post.Ready(),
        new BusTalk.Post.Handled(
            List.of(new MessageHandling(1, "null", null), new MessageHandling(2, null, "größe"))),
        new BusTalk.Post.Subscribe(),
        new BusTalk.Post.Read(Long.MIN_VALUE),
        new BusTalk.Post.Unsubscribe(),
        new BusTalk.Post.Leave(),
        new BusTalk.Mail.Taken(List.of(1L, Long.MAX_VALUE)),
        new BusTalk.Mail.Refused(List.of(), true, "worker-0", Long.MAX_VALUE, "größe"),
        new BusTalk.Mail.Deliver(List.of(new MessageDelivery(said, List.of(JAR)))),
        new BusTalk.Mail.Answer(said),
        new BusTalk.Mail.Subscribed(7, 1),
        new BusTalk.Log.Taken(List.of(new MessageTaken(said, MessageDraft.EVERY, List.of()))),
        new BusTalk.Log.Handled(List.of(new BusTalk.HandledBy(1, MessageDraft.ANY))),
        new BusTalk.Log.Left(0, List.of(left)));
  }

  private static Stream<Message> requests() {
    return Stream.of(
        new Request.SubmitJob(
            new JobRequest(
                "scale",
                Map.of("factor", "-0.0", "größe", "NaN", "", ""),
                List.of("/tmp/a matrix.npy", "/tmp/行列\uD83D\uDE80.npy"),
                "/tmp/out.npy",
                false,
                Map.of("tileKib", "256", "durable", "true"))),
        new Request.SubmitJob(new JobRequest("", Map.of(), List.of(), null, true, Map.of())),
        new Request.SubmitJob(
            new JobRequest("", Map.of(), List.of(), null, true, Map.of())
                .withKernels(List.of(JAR, JAR))),
        new Request.CancelJob("job-1"),
        new Request.StopCluster(0),
        new Request.StopCluster(Long.MAX_VALUE),
        new Request.KeepAlive(600_000),
        new Request.ScaleCluster(Integer.MAX_VALUE));
  }

  private static Stream<Message> orders() {
    MatrixRef input = new MatrixRef("/tmp/a.npy", 4096, 1L << 40, 3, DType.FLOAT64);
    PhasePlan full =
        new PhasePlan(
            "job-1",
            1,
            Integer.MAX_VALUE,
            "add",
            Map.of("axis", "0"),
            List.of(input, new MatrixRef("/tmp/b.npy", 64, 0, 0, DType.UINT8)),
            new MatrixRef("/tmp/c.npy", 64, 1, 1, DType.FLOAT32),
            false,
            new Tiling(Long.MAX_VALUE, Long.MAX_VALUE / 2),
            new PhasePaths("/j/ledger", "/j/partials", "/j/columns", "/j/redo"),
            List.of(JAR));
    PhasePlan bare =
        new PhasePlan(
            "",
            0,
            0,
            "",
            Map.of(),
            List.of(),
            null,
            true,
            new Tiling(0, 1),
            new PhasePaths("", null, null, null),
            List.of());
    return Stream.of(
        new Order.RunPhase(full),
        new Order.RunPhase(bare),
        new Order.EndJob("job-1"),
        new Order.StopWorker(),
        new Order.RetireWorker());
  }

  private static Stream<Message> events() {
    Stream<Message> phases =
        Stream.of(
            new Event.PhaseDrained("job-1", 2, 3),
            new Event.PhaseFailed("job-1", 0, Event.PhaseFailed.NO_TILE, "no such file: a\u0000b"),
            new Event.PhaseFailed("job-1", 0, Long.MAX_VALUE, "x".repeat(300)));
    return Stream.concat(
        phases,
        Stream.of(
            new Event.WorkerReady(0, 0, 1),
            new Event.WorkerReady(Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE)));
  }

  private static Stream<Message> replies() {
    return Stream.of(
        new Reply.JobAccepted("job-1"),
        new Reply.RequestRefused(true, "unknown operation: operation=scael"),
        new Reply.RequestRefused(false, ""),
        new Reply.RequestDone(),
        new Reply.JobEnded("job-1", "DONE"));
  }
}
