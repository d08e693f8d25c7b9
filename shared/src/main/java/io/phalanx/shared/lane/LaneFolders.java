package io.phalanx.shared.lane;

import io.phalanx.shared.bus.QueueVolumes;
import io.phalanx.shared.config.ClusterDirectory;
import java.nio.file.Path;

/// Where a lane lies: a folder with the queues of either direction.
///
/// @param folder its own
public record LaneFolders(Path folder) {
  /// Bytes of a queue of a lane at which the next one begins.
  public static final long VOLUME_BYTES = 4 << 20;

  /// The lane of a name.
  public static LaneFolders of(ClusterDirectory directory, String name) {
    return new LaneFolders(directory.messageLanes().resolve(name));
  }

  /// To the coordinator.
  public QueueVolumes posts() {
    return new QueueVolumes(folder.resolve("posts"));
  }

  /// From the coordinator.
  public QueueVolumes mail() {
    return new QueueVolumes(folder.resolve("mail"));
  }
}
