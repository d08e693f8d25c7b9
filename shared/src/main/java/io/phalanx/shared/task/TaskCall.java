package io.phalanx.shared.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;

/// Runs tasks from text to text. Any thread may.
public final class TaskCall {
  private TaskCall() {}

  /// Runs a task in this thread.
  ///
  /// @param input JSON
  /// @return JSON
  /// @throws JsonProcessingException if the input is no JSON
  /// @throws Exception whatever the task throws
  public static String run(Task task, String input) throws Exception {
    JsonNode result = task.run(JsonText.read(input));
    return JsonText.write(result == null ? NullNode.instance : result);
  }
}
