package io.phalanx.shared.task.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.phalanx.shared.task.TaskInput;

/// `sleep`.
final class Sleep {
  private static final long DAY_MS = 86_400_000;

  private Sleep() {}

  static JsonNode run(JsonNode input) throws InterruptedException {
    long ms = TaskInput.number(input, "ms", 0, DAY_MS);
    Thread.sleep(ms);
    return JsonNodeFactory.instance.objectNode().put("sleptMs", ms);
  }
}
