package io.phalanx.shared.task.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.phalanx.shared.task.TaskInput;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/// `word-count`: what wc counts, words being what white space of ASCII is around.
final class WordCount {
  private static final int READ_BYTES = 1 << 16;

  private WordCount() {}

  static JsonNode run(JsonNode input) throws IOException {
    try (InputStream in = open(input)) {
      long lines = 0;
      long words = 0;
      long bytes = 0;
      boolean inWord = false;
      for (int next = in.read(); next >= 0; next = in.read()) {
        bytes++;
        boolean space = next == ' ' || (next >= '\t' && next <= '\r');
        lines += next == '\n' ? 1 : 0;
        words += inWord || space ? 0 : 1;
        inWord = !space;
      }
      return JsonNodeFactory.instance
          .objectNode()
          .put("lines", lines)
          .put("words", words)
          .put("bytes", bytes);
    }
  }

  private static InputStream open(JsonNode input) throws IOException {
    return input.has("text")
        ? new ByteArrayInputStream(TaskInput.text(input, "text").getBytes(StandardCharsets.UTF_8))
        : new BufferedInputStream(Files.newInputStream(TaskInput.file(input, "file")), READ_BYTES);
  }
}
