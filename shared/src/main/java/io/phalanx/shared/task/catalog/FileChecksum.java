package io.phalanx.shared.task.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.phalanx.shared.config.Sha256;
import io.phalanx.shared.task.TaskInput;
import java.io.IOException;
import java.nio.file.Path;

/// `file-checksum`.
final class FileChecksum {
  private FileChecksum() {}

  static JsonNode run(JsonNode input) throws IOException {
    Path file = TaskInput.file(input, "file");
    Sha256.OfFile content = Sha256.of(file);
    return JsonNodeFactory.instance
        .objectNode()
        .put("file", file.toString())
        .put("bytes", content.bytes())
        .put("sha256", content.hex());
  }
}
