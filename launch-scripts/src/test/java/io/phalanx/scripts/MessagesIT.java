package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.phalanx.coordinator.api.ClusterClient;
import io.phalanx.coordinator.api.bus.MessageBus;
import io.phalanx.coordinator.api.bus.RequestFailedException;
import io.phalanx.scripts.Script.Outcome;
import io.phalanx.shared.lane.RefusedException;
import io.phalanx.shared.protocol.BusMessage;
import io.phalanx.shared.protocol.MessageDraft;
import io.phalanx.shared.testing.BuiltJar;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// Messages on one live cluster, which loses workers and in the end its coordinator.
///
/// Workers write down what they handle, a line a message: its number, how often it was delivered,
/// the worker.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MessagesIT {
  /// Messages in the course of every build; more with `-Dphalanx.messages=100000`.
  private static final int MESSAGES = Integer.getInteger("phalanx.messages", 5_000);

  private static final int REQUESTS = Integer.getInteger("phalanx.requests", 200);
  private static final int BATCH = 250;

  /// How long a slow worker takes for a message.
  private static final int SLOW_US = Integer.getInteger("phalanx.messageUs", 200);

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final long DISK_BYTES_MAX = 64 << 20;

  private static final String SCRIBE =
      """
      import com.fasterxml.jackson.databind.JsonNode;
      import com.fasterxml.jackson.databind.node.JsonNodeFactory;
      import io.phalanx.shared.message.MessageContext;
      import io.phalanx.shared.message.MessageHandler;
      import io.phalanx.shared.protocol.BusMessage;
      import java.nio.file.Files;
      import java.nio.file.Path;
      import java.nio.file.StandardOpenOption;
      import java.util.Set;
      import java.util.concurrent.locks.LockSupport;

      public final class Scribe implements MessageHandler {
        public String name() { return "scribe"; }

        public Set<BusMessage.Type> types() {
          return Set.of(BusMessage.Type.TASK, BusMessage.Type.REQUEST, BusMessage.Type.BROADCAST);
        }

        public JsonNode handle(JsonNode payload, MessageContext context) throws Exception {
          int deliveries = context.message().deliveries();
          long waitNs = payload.path("us").asLong() * 1000;
          long endNs = System.nanoTime() + waitNs;
          while (waitNs > 0 && endNs - System.nanoTime() > 0) {
            LockSupport.parkNanos(endNs - System.nanoTime());
          }
          while (payload.has("hang") && deliveries == 1) {
            LockSupport.park();
          }
          if (payload.has("fail")) {
            throw new IllegalStateException(payload.get("fail").asText());
          }
          if (payload.has("say")) {
            context.publish(BusMessage.Type.CONTROL, payload.get("say"));
          }
          String line = payload.path("n").asInt() + " " + deliveries + " " + context.workerId();
          Files.writeString(
              Path.of(payload.get("file").asText() + "." + ProcessHandle.current().pid()),
              line + "\\n",
              StandardOpenOption.CREATE,
              StandardOpenOption.APPEND);
          return JsonNodeFactory.instance
              .objectNode()
              .put("worker", context.workerId())
              .put("deliveries", deliveries);
        }
      }
      """;

  private Phalanx phalanx;
  private Path jar;

  /// What a worker wrote down of a message.
  private record Line(int n, int deliveries, int worker) {
    static Line of(String text) {
      String[] words = text.split(" ", -1);
      return new Line(
          Integer.parseInt(words[0]), Integer.parseInt(words[1]), Integer.parseInt(words[2]));
    }
  }

  @BeforeAll
  void startCluster(@TempDir Path root) throws Exception {
    phalanx = Phalanx.in(root);
    jar =
        BuiltJar.in(Files.createDirectories(root.resolve("scribe")))
            .source("Scribe", SCRIBE)
            .resource("META-INF/services/io.phalanx.shared.message.MessageHandler", "Scribe")
            .compile()
            .pack(phalanx.file("scribe.jar"), "");
    phalanx.start(2);
  }

  @AfterAll
  void leaveNothing() {
    phalanx.close();
  }

  @Test
  @Order(1)
  void shouldAnswerARequestAndShowBothMessages() throws Exception {
    JsonNode answer =
        Phalanx.json(phalanx.succeed("bus publish", "REQUEST", "{\"a\": 1}", "--wait", "20s"));

    assertThat(answer.get("echo").toString()).isEqualTo("{\"a\":1}");
    int worker = Integer.parseInt(answer.get("worker").asText().substring("worker-".length()));
    assertThat(answer.get("pid").asLong()).isEqualTo(phalanx.workerPid(worker));
    List<String> lines = phalanx.succeed("bus tail", "--from", "start", "--no-follow").lines();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).contains("m1 ", "REQUEST", "client-", "{\"a\": 1}");
    assertThat(lines.get(1)).contains("m2 ", "RESPONSE", "worker-" + worker, "to m1", "echo");
    JsonNode json =
        phalanx.json("bus tail", "--from", "start", "--no-follow", "--type", "response");
    assertThat(json.get("message").asText()).isEqualTo("m2");
    assertThat(json.get("correlation").asText()).isEqualTo("m1");
    assertThat(json.get("payload")).isEqualTo(answer);
  }

  @Test
  @Order(2)
  void shouldPrintMessagesAsTheyCome() throws Exception {
    Script tail = phalanx.script("bus tail", "--from", "start", "--type", "broadcast");
    Process process = tail.start();
    try {
      String id = phalanx.succeed("bus publish", "BROADCAST", "{\"news\": 1}").out();
      tail.awaitOut(id.strip() + " ");
      tail.awaitOut("{\"news\": 1}");
      assertThat(process.isAlive()).isTrue();
    } finally {
      process.destroy();
      process.waitFor();
    }
    Path log = phalanx.directory().log("worker-1");
    Await.until("news in the log", Await.LONG, () -> text(log).contains("\"news\""));
  }

  @Test
  @Order(3)
  void shouldSayWhatIsWrong() throws Exception {
    refuse(2, "Invalid value for positional parameter", "NEWS", "1");
    refuse(2, "payload is not JSON", "TASK", "{");
    refuse(2, "no such worker: worker=7, workers=2", "TASK", "1", "--to", "worker-7");
    refuse(2, "only a REQUEST has an answer", "TASK", "1", "--wait", "1s");
    refuse(2, "no such kernel jar", "TASK", "1", "--handlers", "none.jar");
    Phalanx none = phalanx.beside("no cluster");
    assertThat(MessageBus.connect(none.directory())).isEmpty();
    Outcome tail = none.run("bus tail");
    assertThat(tail.exit()).isEqualTo(1);
    assertThat(tail.err()).contains("no cluster is running");
  }

  private void refuse(int exit, String reason, Object... arguments) throws Exception {
    Outcome outcome = phalanx.run("bus publish", arguments);
    assertThat(outcome.err()).contains(reason);
    assertThat(outcome.exit()).as(outcome.err()).isEqualTo(exit);
  }

  @Test
  @Order(4)
  void shouldDeliverEveryMessageToSlowWorkersAndSubscribersOnABoundedDisk() throws IOException {
    String file = phalanx.file("slow").toString();
    AtomicInteger heard = new AtomicInteger();
    AtomicInteger heardByOther = new AtomicInteger();
    long diskBytesMax = 0;
    long startNs = System.nanoTime();
    try (MessageBus bus = connect().waitingAtMost(LONG)) {
      bus.subscribe(
          BusMessage.Type.TASK,
          message -> {
            heard.incrementAndGet();
            throw new IllegalStateException("a handler that throws");
          });
      bus.subscribe(BusMessage.Type.TASK, message -> heardByOther.incrementAndGet());
      for (int first = 0; first < MESSAGES; first += BATCH) {
        List<MessageDraft> batch =
            IntStream.range(first, Math.min(MESSAGES, first + BATCH))
                .mapToObj(n -> task(file, n, SLOW_US))
                .toList();
        assertThat(bus.publish(batch)).hasSize(batch.size()).isSorted();
        diskBytesMax = Math.max(diskBytesMax, diskBytes());
      }
      Await.until("all handled", Duration.ofMinutes(10), () -> lines(file).size() >= MESSAGES);
    }
    double seconds = (System.nanoTime() - startNs) / 1e9;
    System.out.printf(
        "messages=%d seconds=%.1f messagesPerSecond=%.0f diskMaxMiB=%.1f rssMiB=%s%n",
        MESSAGES, seconds, MESSAGES / seconds, diskBytesMax / 1048576.0, rssMib());

    List<Line> lines = lines(file);
    assertThat(lines).hasSize(MESSAGES).allMatch(line -> line.deliveries == 1);
    assertThat(lines.stream().map(Line::n).distinct().count()).isEqualTo(MESSAGES);
    assertThat(lines.stream().map(Line::worker).distinct()).containsExactlyInAnyOrder(0, 1);
    assertThat(heard).hasValue(MESSAGES);
    assertThat(heardByOther).hasValue(MESSAGES);
    assertThat(diskBytesMax).isLessThan(DISK_BYTES_MAX);
  }

  @Test
  @Order(5)
  void shouldAnswerFast() {
    try (MessageBus bus = MessageBus.connect(phalanx.directory()).orElseThrow()) {
      long[] tookNs = new long[REQUESTS];
      for (int i = -REQUESTS; i < REQUESTS; i++) { // the first half warms up
        long beginNs = System.nanoTime();
        bus.request(request("1"), LONG);
        tookNs[Math.max(0, i)] = System.nanoTime() - beginNs;
      }
      Arrays.sort(tookNs);
      System.out.printf(
          "requests=%d p50us=%.0f p99us=%.0f%n",
          REQUESTS, tookNs[REQUESTS / 2] / 1e3, tookNs[REQUESTS * 99 / 100] / 1e3);
    }
  }

  @Test
  @Order(6)
  void shouldAskTheWorkerThatHasTheLeastToDo() throws Exception {
    String file = phalanx.file("busy").toString();
    try (MessageBus bus = connect()) {
      bus.send(0, task(file, 0, 1_500_000));
      for (int n = 1; n <= 5; n++) {
        BusMessage response =
            bus.request(request("{\"n\": " + n + ", \"file\": \"" + file + "\"}"), LONG);
        assertThat(json(response).get("worker").asInt()).isEqualTo(1);
      }
      Await.until("worker 0 done", Await.LONG, () -> lines(file).size() == 6);
    }
  }

  @Test
  @Order(7)
  void shouldReportAHandlerThatThrowsAndGoOn() {
    String file = phalanx.file("failing").toString();
    try (MessageBus bus = connect()) {
      String bad = "{\"fail\": \"no such größe\", \"file\": \"" + file + "\"}";
      assertThatThrownBy(() -> bus.request(request(bad), LONG))
          .isInstanceOf(RequestFailedException.class)
          .hasMessageContaining("scribe: java.lang.IllegalStateException: no such größe")
          .hasMessageContaining("stack trace in");
      assertThatThrownBy(() -> bus.request(request(bad + "}"), LONG))
          .hasMessageContaining("not JSON");
      bus.publish(MessageDraft.of(BusMessage.Type.TASK, bad));
      List<String> said = new ArrayList<>();
      bus.subscribe(BusMessage.Type.CONTROL, message -> said.add(message.sender()));
      bus.broadcast(
          MessageDraft.of(
              BusMessage.Type.BROADCAST, "{\"say\": \"stop\", \"file\": \"" + file + "\"}"));
      Await.until("two handled", Await.LONG, () -> lines(file).size() == 2);
      Await.until("both spoke", Await.LONG, () -> said.size() == 2);
      assertThat(said).containsExactlyInAnyOrder("worker-0", "worker-1");
    }
    assertThat(
            text(phalanx.directory().log("worker-0")) + text(phalanx.directory().log("worker-1")))
        .contains("message not handled")
        .contains("Scribe.handle(Scribe.java");
  }

  @Test
  @Order(8)
  void shouldRefuseMessagesForAWorkerThatIsFull() {
    String file = phalanx.file("full").toString();
    List<MessageDraft> many =
        IntStream.range(0, 1200)
            .mapToObj(n -> task(file, n, n == 0 ? 1_000_000 : 0).to(1))
            .toList();
    try (MessageBus bus = connect().waitingAtMost(Duration.ofMillis(100))) {
      RefusedException refused =
          catchThrowableOfType(RefusedException.class, () -> bus.publish(many));

      assertThat(refused.full()).isEqualTo("worker-1");
      assertThat(refused.depth()).isEqualTo(1000);
      assertThat(refused.taken()).hasSize(1000);
      assertThat(refused).hasMessageContaining("worker-1 is full: depth=1000, max=1000");
      bus.waitingAtMost(LONG).publish(many.subList(1000, 1200));
      Await.until("all handled", Await.LONG, () -> lines(file).size() == 1200);
    }
  }

  @Test
  @Order(9)
  void shouldDeliverAgainWhatADeadWorkerHadNotAcknowledged() {
    String file = phalanx.file("killed").toString();
    try (MessageBus bus = connect()) {
      for (int n = 0; n < 6; n++) {
        bus.send(0, task(file, n, 200_000));
      }
      Await.until("the first one handled", Await.LONG, () -> !lines(file).isEmpty());
      ClusterProcesses.kill(phalanx.workerPid(0));
      Await.until("all handled", Await.LONG, () -> numbers(file).size() == 6);
    }
    List<Line> last = lines(file).stream().filter(line -> line.n == 5).toList();
    assertThat(last).extracting(Line::deliveries).containsExactly(2);
    phalanx.awaitIdle(2);
  }

  @Test
  @Order(10)
  void shouldDeliverWhatWasNotAcknowledgedWhenTheCoordinatorWasKilled() throws Exception {
    String file = phalanx.file("restart").toString();
    MessageBus bus = connect();
    for (int n = 0; n < 8; n++) {
      bus.send(n % 2, task(file, n, 200_000));
    }
    bus.broadcast(
        MessageDraft.of(BusMessage.Type.BROADCAST, "{\"n\": 8, \"file\": \"" + file + "\"}"));
    phalanx.killCoordinator();
    bus.close();
    assertThat(numbers(file).size()).isLessThan(9);
    phalanx.succeed("start", "--detach", "--workers", 2, "--liveness-timeout", "3s");

    Await.until("all handled", Await.LONG, () -> numbers(file).size() == 9);
    Await.until(
        "the broadcast handled by both",
        Await.LONG,
        () -> lines(file).stream().filter(line -> line.n == 8).count() >= 2);
    assertThat(lines(file).stream().filter(line -> line.n == 7))
        .allMatch(line -> line.deliveries == 2);
    String next = phalanx.succeed("bus publish", "TASK", "1").out().strip();
    assertThat(next).matches("m[1-9]\\d*");
  }

  /// In the cluster of the last test, whose liveness timeout is short.
  @Test
  @Order(11)
  void shouldKillAWorkerThatHangsInAHandlerAndDeliverToAnother() {
    String file = phalanx.file("hanging").toString();
    try (MessageBus bus = connect()) {
      String hang = "{\"hang\": true, \"n\": 1, \"file\": \"" + file + "\"}";
      BusMessage response = bus.request(request(hang).to(0), LONG);

      assertThat(response.sender()).isEqualTo("worker-1");
      assertThat(lines(file)).containsExactly(new Line(1, 2, 1));
    }
    assertThat(text(phalanx.directory().log("coordinator")))
        .contains("it was at message")
        .contains("for longer than 3000 ms; killed");
  }

  @Test
  @Order(12)
  void shouldHaveEachMessageHandledOnceWhileWorkersComeAndGo() {
    String file = phalanx.file("scaled").toString();
    int count = 1200;
    List<Integer> crews = List.of(4, 1, 3, 2, 4, 1);
    try (MessageBus bus = connect().waitingAtMost(LONG);
        ClusterClient client = ClusterClient.connect(phalanx.directory()).orElseThrow()) {
      for (int n = 0; n < count; n++) {
        MessageDraft draft = task(file, n, 5_000);
        bus.publish(n % 6 == 0 ? draft.to(0) : draft);
        if (n % 200 == 0) {
          int before = n - 50;
          Await.until("most handled", LONG, () -> lines(file).size() > before);
          client.scale(crews.get(n / 200));
        }
      }
      Await.until("all handled", LONG, () -> lines(file).size() >= count);
      client.scale(2);
    }
    List<Line> lines = lines(file);
    assertThat(lines).hasSize(count).allMatch(line -> line.deliveries == 1);
    assertThat(lines.stream().map(Line::n).distinct().count()).isEqualTo(count);
    assertThat(lines.stream().map(Line::worker).distinct().count()).isGreaterThan(2);
    Await.until("two workers", Await.LONG, () -> phalanx.processes().workers().size() == 2);
  }

  private MessageBus connect() {
    return MessageBus.connect(phalanx.directory()).orElseThrow().withHandlers(List.of(jar));
  }

  private static MessageDraft task(String file, int n, long us) {
    return MessageDraft.of(
        BusMessage.Type.TASK, "{\"n\": " + n + ", \"us\": " + us + ", \"file\": \"" + file + "\"}");
  }

  private static MessageDraft request(String payload) {
    return MessageDraft.of(BusMessage.Type.REQUEST, payload);
  }

  private static JsonNode json(BusMessage message) throws IOException {
    return new ObjectMapper().readTree(message.payload());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Set<Integer> numbers(String file) {
    Set<Integer> numbers = new TreeSet<>();
    lines(file).forEach(line -> numbers.add(line.n));
    return numbers;
  }

  private List<Line> lines(String file) {
    Path common = Path.of(file);
    try (Stream<Path> files = Files.list(common.getParent())) {
      return files
          .filter(each -> each.getFileName().toString().startsWith(common.getFileName() + "."))
          .flatMap(each -> text(each).lines())
          .map(Line::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Bytes that the bus takes on the disk, as far as its files have blocks.
  private long diskBytes() throws IOException {
    String folder = phalanx.directory().messages().toString();
    Process du = new ProcessBuilder("du", "-sk", folder).redirectErrorStream(false).start();
    try (InputStream said = du.getInputStream()) {
      String kib = new String(said.readAllBytes(), StandardCharsets.UTF_8).split("\t", -1)[0];
      return Long.parseLong(kib) << 10;
    } finally {
      du.destroy();
    }
  }

  /// Resident memory of the coordinator and the workers at its highest, in MiB.
  private String rssMib() {
    List<Long> pids = new ArrayList<>(phalanx.workerPids());
    pids.addFirst(phalanx.coordinatorPid());
    return pids.stream()
        .map(pid -> text(Path.of("/proc", pid.toString(), "status")))
        .flatMap(status -> status.lines().filter(line -> line.startsWith("VmHWM")))
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .toList()
        .toString();
  }
}
