package io.phalanx.shared.task.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.phalanx.shared.task.TaskInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// `file-checksum`.
final class FileChecksum {
  private static final int READ_BYTES = 1 << 16;

  private FileChecksum() {}

  static JsonNode run(JsonNode input) throws IOException, NoSuchAlgorithmException {
    Path file = TaskInput.file(input, "file");
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    byte[] some = new byte[READ_BYTES];
    long bytes = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(some); n >= 0; n = in.read(some)) {
        digest.update(some, 0, n);
        bytes += n;
      }
    }
    return JsonNodeFactory.instance
        .objectNode()
        .put("file", file.toString())
        .put("bytes", bytes)
        .put("sha256", HexFormat.of().formatHex(digest.digest()));
  }
}
