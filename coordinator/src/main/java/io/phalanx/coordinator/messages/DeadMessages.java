package io.phalanx.coordinator.messages;

import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.OwnerOnly;
import io.phalanx.shared.protocol.BusMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Messages over which workers died: a file each, with what it said and what happened.
final class DeadMessages {
  private static final Logger LOG = LoggerFactory.getLogger(DeadMessages.class);

  private final Path folder;

  DeadMessages(ClusterDirectory directory) {
    this.folder = directory.deadMessages();
  }

  /// Puts a message aside.
  ///
  /// @return the file
  Path add(BusMessage message, String reason) {
    Path file = folder.resolve(BusMessage.idText(message.id()) + ".json");
    String json = MessageJson.of(message).put("dead", reason).toString();
    try {
      OwnerOnly.createDirectories(folder);
      OwnerOnly.write(file, (json + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      LOG.error("dead message cannot be kept in a file: message={}", json, e);
    }
    return file;
  }
}
