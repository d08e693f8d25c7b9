package io.phalanx.coordinator.doctor;

import io.phalanx.coordinator.config.Configuration;
import io.phalanx.shared.config.ClusterDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What a user has set in the cluster's directory, which must be right for a cluster to start.
///
/// @param directory the cluster's directory, which need not exist
record SettingsCheck(ClusterDirectory directory) implements Check {
  @Override
  public List<Finding> look() {
    Path file = directory.userSettings();
    if (!Files.exists(file)) {
      return List.of(Finding.ok("settings", "no " + file.getFileName() + ", defaults"));
    }
    try {
      String said = Configuration.of(directory, Map.of(), variable -> "").fromFile();
      return List.of(Finding.ok("settings", said == null ? file + ", as by default" : said));
    } catch (IllegalArgumentException e) {
      return List.of(
          Finding.fail(
              "settings",
              String.valueOf(e.getMessage()),
              "no cluster starts before that is right: edit the file, or take the line out with"
                  + " phalanx config unset KEY"));
    }
  }
}
