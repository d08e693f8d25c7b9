package io.phalanx.shared.protocol;

import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Tiling;
import io.phalanx.shared.protocol.Message.Event;
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

  private SampleMessages() {}

  public static Stream<Message> all() {
    return Stream.of(requests(), orders(), events(), replies()).flatMap(s -> s);
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
        new Request.KeepAlive(600_000));
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
        new Order.StopWorker());
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
