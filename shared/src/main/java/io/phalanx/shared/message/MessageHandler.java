package io.phalanx.shared.message;

import com.fasterxml.jackson.databind.JsonNode;
import io.phalanx.shared.protocol.BusMessage;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Acts on messages in a worker process: JSON in, JSON out.
///
/// A jar names its handlers in `META-INF/services/io.phalanx.shared.message.MessageHandler`, a
/// class a line. Of each a worker makes one instance, with the constructor without parameters, and
/// gives it one message at a time, in the order in which the bus took them in. A message comes at
/// least once: again, if a process died before it had said that it is done; then
/// [BusMessage#deliveries] is above 1.
///
/// A REQUEST is given to one handler after the other until one answers; any other message to every
/// handler of its type. What a handler throws is reported, with the stack trace in the worker's
/// log, and to whoever made the request; other handlers and messages go on. A handler that takes
/// longer than the cluster's liveness timeout has its worker killed: work of that length is a task.
///
/// ```java
/// public final class Greeter implements MessageHandler {
///   public String name() { return "greeter"; }
///   public Set<BusMessage.Type> types() { return Set.of(BusMessage.Type.REQUEST); }
///   public JsonNode handle(JsonNode payload, MessageContext context) {
///     return TextNode.valueOf("Hello " + payload.path("name").asText());
///   }
/// }
/// ```
public interface MessageHandler {
  /// What it is called in logs.
  String name();

  /// The types of messages that it takes.
  Set<BusMessage.Type> types();

  /// Acts on a message.
  ///
  /// @param payload what the message says
  /// @param context the message, and what can be said in turn
  /// @return the answer to a request, or null to leave it to others; of other messages it is not
  ///   looked at
  /// @throws Exception whatever went wrong
  @Nullable JsonNode handle(JsonNode payload, MessageContext context) throws Exception;
}
