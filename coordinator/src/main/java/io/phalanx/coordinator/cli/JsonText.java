package io.phalanx.coordinator.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;

/// JSON on a command line.
final class JsonText {
  private JsonText() {}

  /// Makes sure that a text is one JSON value.
  ///
  /// @param name of the parameter
  /// @throws IllegalArgumentException if it is not
  static void require(String name, String text) {
    try {
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          name + " is not JSON: " + name + "=" + text + ", cause=" + e.getOriginalMessage(), e);
    }
  }
}
