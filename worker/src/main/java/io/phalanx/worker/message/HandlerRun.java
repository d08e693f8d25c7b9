package io.phalanx.worker.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.phalanx.shared.lane.Lane;
import io.phalanx.shared.lane.Waiting;
import io.phalanx.shared.message.MessageContext;
import io.phalanx.shared.message.MessageHandler;
import io.phalanx.shared.plugin.Cause;
import io.phalanx.shared.plugin.HandlerSets;
import io.phalanx.shared.protocol.BusMessage;
import io.phalanx.shared.protocol.KernelJarRef;
import io.phalanx.shared.protocol.MessageDelivery;
import io.phalanx.shared.protocol.MessageDraft;
import io.phalanx.shared.protocol.MessageHandling;
import io.phalanx.shared.task.JsonText;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has handlers act on messages and makes a report of whatever they return or throw.
final class HandlerRun {
  private static final Logger LOG = LoggerFactory.getLogger(HandlerRun.class);

  /// How long a handler that speaks waits for whoever is full.
  private static final long PUBLISH_WAIT_MS = TimeUnit.SECONDS.toMillis(5);

  private final Lane lane;
  private final int workerId;
  private final Path log;
  private final Waiting waiting;

  /// @param log of this worker
  /// @param waiting for mail of the lane
  HandlerRun(Lane lane, int workerId, Path log, Waiting waiting) {
    this.lane = lane;
    this.workerId = workerId;
    this.log = log;
    this.waiting = waiting;
  }

  MessageHandling run(MessageDelivery delivery) {
    BusMessage message = delivery.message();
    try {
      JsonNode payload = JsonText.read(message.payload());
      List<MessageHandler> handlers = HandlerSets.of(delivery.jars()).of(message.type());
      Context context = new Context(message, delivery.jars());
      return message.type() == BusMessage.Type.REQUEST
          ? ask(handlers, payload, context)
          : tell(handlers, payload, context);
    } catch (JsonProcessingException e) {
      return failed(message, "not JSON: cause=" + e.getOriginalMessage(), e);
    } catch (RuntimeException e) { // a jar that cannot be loaded
      return failed(message, Cause.of(e), e);
    } finally {
      Thread.interrupted(); // of a handler that left its thread so
    }
  }

  private MessageHandling ask(List<MessageHandler> handlers, JsonNode payload, Context context) {
    BusMessage message = context.message();
    for (MessageHandler handler : handlers) {
      try {
        JsonNode answer = handler.handle(payload, context);
        if (answer != null) {
          return new MessageHandling(message.id(), text(answer), null);
        }
      } catch (OutOfMemoryError e) {
        throw e; // whatever else runs out with it, the worker is replaced
      } catch (Exception | Error e) { // a handler of a user throws anything
        return failed(message, handler.name() + ": " + Cause.of(e), e);
      }
    }
    return new MessageHandling(
        message.id(), null, "no handler answers: handlers=" + handlers.size());
  }

  private static String text(JsonNode answer) throws JsonProcessingException {
    String text = JsonText.write(answer);
    if (text.length() > MessageDraft.PAYLOAD_LENGTH_MAX) {
      throw new IllegalArgumentException(
          "answer too long: characters="
              + text.length()
              + ", max="
              + MessageDraft.PAYLOAD_LENGTH_MAX
              + "; write it into a file and answer with the path");
    }
    return text;
  }

  private MessageHandling tell(List<MessageHandler> handlers, JsonNode payload, Context context) {
    BusMessage message = context.message();
    MessageHandling handling = new MessageHandling(message.id(), null, null);
    for (MessageHandler handler : handlers) {
      try {
        JsonNode _ = handler.handle(payload, context);
      } catch (OutOfMemoryError e) {
        throw e;
      } catch (Exception | Error e) {
        handling = failed(message, handler.name() + ": " + Cause.of(e), e);
      }
    }
    return handling;
  }

  private MessageHandling failed(BusMessage message, String text, Throwable cause) {
    LOG.warn(
        "message not handled: message={} type={}",
        BusMessage.idText(message.id()),
        message.type(),
        cause);
    return new MessageHandling(message.id(), null, text + "; stack trace in " + log);
  }

  /// What a handler says carries the jars of the message that it acts on.
  private final class Context implements MessageContext {
    private final BusMessage message;
    private final List<KernelJarRef> jars;

    Context(BusMessage message, List<KernelJarRef> jars) {
      this.message = message;
      this.jars = jars;
    }

    @Override
    public BusMessage message() {
      return message;
    }

    @Override
    public int workerId() {
      return workerId;
    }

    @Override
    public long publish(BusMessage.Type type, JsonNode payload) {
      return say(MessageDraft.of(type, payload.toString()));
    }

    @Override
    public long send(int to, BusMessage.Type type, JsonNode payload) {
      if (to < 0) {
        throw new IllegalArgumentException("no such worker: worker=" + to);
      }
      return say(MessageDraft.of(type, payload.toString()).to(to));
    }

    private long say(MessageDraft draft) {
      return lane.publish(List.of(draft.withJars(jars)), PUBLISH_WAIT_MS, waiting).getFirst();
    }
  }
}
