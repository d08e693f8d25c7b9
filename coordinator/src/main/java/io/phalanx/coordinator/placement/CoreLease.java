package io.phalanx.coordinator.placement;

import io.phalanx.shared.config.ProcessIdentity;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One processor that a cluster has bound a worker to.
///
/// @param cpu its number
/// @param owner the coordinator
/// @param directory of the cluster
record CoreLease(int cpu, ProcessIdentity owner, Path directory) {
  private static final Pattern LINE = Pattern.compile("(\\d{1,6}) (\\d{1,18}) (\\d{1,18}) (.+)");

  /// A line of text; one with a line break in its directory's name is cut there, which misleads
  /// only those who read it.
  String line() {
    String name = directory.toString().lines().findFirst().orElse("");
    return cpu + " " + owner.pid() + " " + owner.start() + " " + name;
  }

  /// What [#line] wrote; empty for anything else.
  static Optional<CoreLease> parse(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new CoreLease(
            Integer.parseInt(matcher.group(1)),
            new ProcessIdentity(Long.parseLong(matcher.group(2)), Long.parseLong(matcher.group(3))),
            Path.of(matcher.group(4))));
  }

  /// True if it is one of this cluster's.
  boolean isOf(ProcessIdentity process, Path root) {
    return owner.equals(process) && directory.equals(root);
  }
}
