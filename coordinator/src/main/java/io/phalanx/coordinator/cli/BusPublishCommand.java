package io.phalanx.coordinator.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.phalanx.coordinator.api.bus.MessageBus;
import io.phalanx.coordinator.messages.MessageJson;
import io.phalanx.shared.protocol.BusMessage;
import io.phalanx.shared.protocol.MessageDraft;
import io.phalanx.shared.task.JsonText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `phalanx bus publish`.
@Command(
    name = "publish",
    description = {
      "Sends a message and prints its id; it is then delivered whatever process dies.",
      "A TASK or a REQUEST goes to the worker that has the least to do, a CONTROL or a BROADCAST to"
          + " every worker. Without a jar of handlers a worker answers a REQUEST with who it is, and"
          + " writes other messages into its log."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  phalanx bus publish BROADCAST '{\"reload\": true}'",
      "  phalanx bus publish REQUEST '{\"hello\": 1}' --to worker-1 --wait 5s"
    })
final class BusPublishCommand implements Callable<Integer> {
  private static final Pattern WORKER = Pattern.compile("worker-(\\d{1,4})");

  @Mixin private Place place = new Place();
  @Mixin private Output output = new Output();

  @Parameters(
      index = "0",
      paramLabel = "TYPE",
      description = "TASK, CONTROL, BROADCAST, REQUEST or RESPONSE.")
  private BusMessage.Type type = BusMessage.Type.BROADCAST;

  @Parameters(index = "1", paramLabel = "JSON", description = "What it says.")
  private String payload = "";

  @Option(names = "--to", paramLabel = "WORKER", description = "The worker that gets it: worker-N.")
  private @Nullable String worker;

  @Option(
      names = "--correlation",
      paramLabel = "N",
      defaultValue = "0",
      description = "A number by which others find it; of a RESPONSE that of the request.")
  private long correlationId;

  @Option(
      names = "--wait",
      paramLabel = "T",
      converter = DurationConverter.class,
      description = "Wait so long for the answer to a REQUEST, such as 500ms or 10s, and print it.")
  private @Nullable Long waitMs;

  @Option(
      names = "--handlers",
      paramLabel = "JAR",
      description = "A jar of message handlers, or a library of one; may be repeated.")
  private List<Path> jars = List.of();

  @Override
  public Integer call() {
    JsonText.require("payload", payload);
    MessageDraft draft = MessageDraft.of(type, payload).withCorrelationId(correlationId);
    if (worker != null) {
      draft = draft.to(workerId(worker));
    }
    if (waitMs != null && type != BusMessage.Type.REQUEST) {
      throw new IllegalArgumentException(
          "only a REQUEST has an answer to wait for: type=" + type + ", wait=" + waitMs + "ms");
    }
    try (MessageBus bus = place.connectToBus()) {
      if (!jars.isEmpty()) {
        bus.withHandlers(jars.stream().map(Caller.here()::resolved).toList());
      }
      if (waitMs == null) {
        printId(bus.publish(draft));
      } else {
        printAnswer(bus.request(draft, Duration.ofMillis(waitMs)));
      }
    }
    return PhalanxCli.DONE;
  }

  private static int workerId(String name) {
    Matcher matcher = WORKER.matcher(name);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "no such worker: to=" + name + ", wanted=worker-0, worker-1, ...");
    }
    return Integer.parseInt(matcher.group(1));
  }

  private void printId(long id) {
    String text = BusMessage.idText(id);
    if (output.isJson()) {
      output.print(
          JsonNodeFactory.instance.objectNode().put("message", text).put("type", type.name()));
    } else {
      output.printLine(text);
    }
  }

  private void printAnswer(BusMessage response) {
    if (output.isJson()) {
      output.print(MessageJson.of(response));
    } else {
      output.printLine(response.payload());
    }
  }
}
