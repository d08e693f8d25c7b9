package io.phalanx.coordinator.messages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.phalanx.shared.protocol.BusMessage;
import java.time.Instant;

/// The JSON of a message.
public final class MessageJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private MessageJson() {}

  /// All that is known of it.
  public static ObjectNode of(BusMessage message) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("message", BusMessage.idText(message.id()))
            .put("type", message.type().name())
            .put("sender", message.sender())
            .put("time", Instant.ofEpochMilli(message.timestampMs()).toString());
    if (message.correlationId() == 0) {
      json.putNull("correlation");
    } else if (message.type() == BusMessage.Type.RESPONSE) {
      json.put("correlation", BusMessage.idText(message.correlationId()));
    } else {
      json.put("correlation", message.correlationId());
    }
    json.set("payload", payload(message));
    if (message.deliveries() > 0) {
      json.put("deliveries", message.deliveries());
    }
    return message.failed() ? json.put("failed", true) : json;
  }

  /// What it says; a text where that is no JSON.
  public static JsonNode payload(BusMessage message) {
    try {
      return JSON.readTree(message.payload());
    } catch (JsonProcessingException e) {
      return TextNode.valueOf(message.payload());
    }
  }

  /// A text as JSON.
  public static String text(String text) {
    return TextNode.valueOf(text).toString();
  }
}
