package io.phalanx.coordinator.placement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The control groups that this process is in, as Linux tells below /proc and /sys.
public final class ControlGroups {
  private ControlGroups() {}

  /// One of them.
  ///
  /// @param folder its files
  /// @param unified true in version 2, whose files have other names
  public record Group(Path folder, boolean unified) {
    /// The first line of one of its files; empty if there is none.
    public String first(String file) throws IOException {
      return lines(folder.resolve(file)).stream().findFirst().orElse("").strip();
    }
  }

  /// Those that a controller such as `cpu` or `memory` limits this process by: its own and all
  /// around it. In a container its own is mounted as the root.
  ///
  /// @param root the root of the file system, or a copy of the files that are read below it
  public static List<Group> of(Path root, String controller) throws IOException {
    List<Group> groups = new ArrayList<>();
    for (String line : lines(root.resolve("proc/self/cgroup"))) {
      String[] fields = line.split(":", 3);
      boolean unified = fields.length == 3 && fields[1].isEmpty();
      if (unified || (fields.length == 3 && List.of(fields[1].split(",")).contains(controller))) {
        Path mount = root.resolve(unified ? "sys/fs/cgroup" : "sys/fs/cgroup/" + controller);
        Path own = mount.resolve(fields[2].substring(1)).normalize();
        for (Path at = own; at != null && at.startsWith(mount); at = at.getParent()) {
          groups.add(new Group(at, unified));
        }
      }
    }
    return groups;
  }

  private static List<String> lines(Path file) throws IOException {
    try {
      return Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }
}
