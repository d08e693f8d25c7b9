package io.phalanx.coordinator.placement;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The core that a worker is bound to.
///
/// @param worker its id
/// @param cpu what it is bound to
/// @param picture where that is, see [Topology#picture]
public record Binding(int worker, Cpu cpu, String picture) {
  private static final Pattern LINE =
      Pattern.compile(
          "worker (\\d{1,6}) bound to core (\\d{1,6}) \\(socket (\\d{1,6}), core (\\d{1,9}),"
              + " NUMA node (\\d{1,6})\\): (\\S+)");

  /// The line for people, in the manner of Open MPI's `--report-bindings`.
  @Override
  public String toString() {
    return "worker "
        + worker
        + " bound to core "
        + cpu.id()
        + " (socket "
        + cpu.socket()
        + ", core "
        + cpu.core()
        + ", NUMA node "
        + cpu.node()
        + "): "
        + picture;
  }

  /// What [#toString] wrote; empty for anything else.
  static Optional<Binding> parse(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Cpu cpu =
        new Cpu(
            Integer.parseInt(matcher.group(2)),
            Integer.parseInt(matcher.group(5)),
            Integer.parseInt(matcher.group(3)),
            Integer.parseInt(matcher.group(4)));
    return Optional.of(new Binding(Integer.parseInt(matcher.group(1)), cpu, matcher.group(6)));
  }
}
