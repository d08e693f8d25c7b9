package io.phalanx.shared.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phalanx.shared.protocol.BusMessage;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The handlers for messages that no handler of a jar is for.
public final class BuiltInHandlers {
  private static final Logger LOG = LoggerFactory.getLogger(BuiltInHandlers.class);
  private static final int LOGGED_LENGTH_MAX = 200;

  private static final List<MessageHandler> ALL = List.of(new Echo(), new Diary());

  private BuiltInHandlers() {}

  /// All of them.
  public static List<MessageHandler> all() {
    return ALL;
  }

  /// Answers a request with who has it, and what it says.
  private record Echo() implements MessageHandler {
    @Override
    public String name() {
      return "echo";
    }

    @Override
    public Set<BusMessage.Type> types() {
      return Set.of(BusMessage.Type.REQUEST);
    }

    @Override
    public JsonNode handle(JsonNode payload, MessageContext context) {
      ObjectNode answer =
          JsonNodeFactory.instance
              .objectNode()
              .put("worker", "worker-" + context.workerId())
              .put("pid", ProcessHandle.current().pid());
      return answer.set("echo", payload);
    }
  }

  /// Writes what it hears into the worker's log.
  private record Diary() implements MessageHandler {
    @Override
    public String name() {
      return "diary";
    }

    @Override
    public Set<BusMessage.Type> types() {
      return EnumSet.complementOf(EnumSet.of(BusMessage.Type.REQUEST));
    }

    @Override
    public @Nullable JsonNode handle(JsonNode payload, MessageContext context) {
      BusMessage message = context.message();
      String text = message.payload();
      LOG.info(
          "message: id={} type={} sender={} payload={}",
          BusMessage.idText(message.id()),
          message.type(),
          message.sender(),
          text.length() <= LOGGED_LENGTH_MAX ? text : text.substring(0, LOGGED_LENGTH_MAX) + "...");
      return null;
    }
  }
}
