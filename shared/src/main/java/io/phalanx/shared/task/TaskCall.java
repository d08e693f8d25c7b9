package io.phalanx.shared.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;

/// Runs tasks from text to text. Any thread may.
public final class TaskCall {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private TaskCall() {}

  /// Runs a task in this thread.
  ///
  /// @param input JSON
  /// @return JSON
  /// @throws JsonProcessingException if the input is no JSON
  /// @throws Exception whatever the task throws
  public static String run(Task task, String input) throws Exception {
    JsonNode result = task.run(JSON.readTree(input));
    return JSON.writeValueAsString(result == null ? NullNode.instance : result);
  }

  /// Makes sure that a text is JSON.
  ///
  /// @throws IllegalArgumentException if it is not; the message says where
  public static void requireJson(String input) {
    try {
      JsonNode _ = JSON.readTree(input);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "input is not JSON: input=" + input + ", cause=" + e.getOriginalMessage(), e);
    }
  }
}
