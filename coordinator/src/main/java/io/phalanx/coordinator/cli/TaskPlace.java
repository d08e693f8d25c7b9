package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.api.ClusterTasks;
import io.phalanx.shared.lifecycle.PhalanxException;
import io.phalanx.shared.lifecycle.PhalanxException.Category;
import picocli.CommandLine.Mixin;

/// The cluster whose tasks a command is about.
final class TaskPlace {
  @Mixin private Place place = new Place();

  /// The connection to its tasks.
  ///
  /// @throws PhalanxException if no cluster runs
  ClusterTasks connect() {
    return ClusterTasks.connect(place.directory())
        .orElseThrow(() ->
            new PhalanxException(
                Category.JOB,
                "no cluster is running: directory="
                    + place.directory().root()
                    + "; start one with phalanx start --detach"));
  }
}
