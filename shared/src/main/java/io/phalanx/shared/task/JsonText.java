package io.phalanx.shared.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/// JSON as people and programs hand it in: one value and nothing behind it. Any thread may.
public final class JsonText {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private JsonText() {}

  /// The value that a text is.
  ///
  /// @throws JsonProcessingException if it is none
  public static JsonNode read(String text) throws JsonProcessingException {
    return JSON.readTree(text);
  }

  /// The text of a value.
  ///
  /// @throws JsonProcessingException if the value cannot be written
  public static String write(JsonNode value) throws JsonProcessingException {
    return JSON.writeValueAsString(value);
  }

  /// Makes sure that a text is one value.
  ///
  /// @param name what it is to whoever gave it
  /// @throws IllegalArgumentException if it is not; the message says where
  public static void require(String name, String text) {
    try {
      var _ = read(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          name + " is not JSON: " + name + "=" + text + ", cause=" + e.getOriginalMessage(), e);
    }
  }
}
