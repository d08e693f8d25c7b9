package io.phalanx.coordinator.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phalanx.shared.protocol.TaskRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// The JSON of a task.
public final class TaskJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double SECOND_NS = 1e9;

  private TaskJson() {}

  /// All that is known of it.
  public static ObjectNode of(TaskRecord task) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("task", TaskRecord.idText(task.taskId()))
            .put("name", task.name())
            .put("state", task.state().name())
            .put("attempts", task.attempts());
    if (task.worker() == TaskRecord.NO_WORKER) {
      json.putNull("worker");
    } else {
      json.put("worker", task.worker());
    }
    json.put("seconds", task.times().runNs() / SECOND_NS);
    json.set("result", result(task));
    return json.put("error", task.outcome().error());
  }

  /// What it returned; a JSON null if nothing.
  ///
  /// @throws UncheckedIOException if the file of a large result is gone
  public static JsonNode result(TaskRecord task) {
    String file = task.outcome().resultFile();
    String text = task.outcome().result();
    try {
      if (file != null) {
        return JSON.readTree(Path.of(file).toFile());
      }
      return text == null ? NullNode.instance : JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read a result: task="
              + TaskRecord.idText(task.taskId())
              + ", file="
              + file
              + ", cause="
              + e,
          e);
    }
  }
}
