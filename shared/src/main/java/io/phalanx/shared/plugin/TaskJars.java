package io.phalanx.shared.plugin;

import io.phalanx.shared.protocol.KernelJarRef;
import io.phalanx.shared.task.Task;
import java.nio.file.Path;
import java.util.List;

/// Looks at jars of users' tasks, none of their classes yet.
public final class TaskJars {
  private static final String SERVICE = "META-INF/services/" + Task.class.getName();

  private TaskJars() {}

  /// The jars as a user names them, and those that their manifests name (`Class-Path`) and that are
  /// there.
  ///
  /// @throws IllegalArgumentException if one is no readable jar, none of them has a task, or they
  ///   are too many or too large; the message says which and why
  public static List<KernelJarRef> look(List<Path> paths) {
    return KernelJars.look(paths, SERVICE, "tasks in there: jars=");
  }
}
