package io.phalanx.coordinator.doctor;

import io.phalanx.shared.config.ClusterDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Every check of host and directory. Changes nothing.
///
/// @param directory the cluster's directory, which need not exist
/// @param vendor vendor of the JDK that runs this process
/// @param home folder of the distribution; null if this process was not started from one
public record Doctor(ClusterDirectory directory, String vendor, @Nullable Path home) {
  /// Looks at everything. What cannot be looked at is a finding too.
  public List<Finding> look() {
    Map<String, Check> checks = new LinkedHashMap<>();
    checks.put("jdk", new JdkCheck(vendor, home));
    checks.put("host", new HostCheck(Path.of("/")));
    checks.put("directory", new DirectoryCheck(directory));
    checks.put("state", new StateCheck(directory));
    checks.put("settings", new SettingsCheck(directory));
    List<Finding> findings = new ArrayList<>();
    checks.forEach((name, check) -> findings.addAll(look(name, check)));
    return findings;
  }

  private static List<Finding> look(String name, Check check) {
    try {
      return check.look();
    } catch (IOException | RuntimeException e) {
      return List.of(
          Finding.fail(name, "cannot look: cause=" + e, "check the permissions of what it names"));
    }
  }
}
