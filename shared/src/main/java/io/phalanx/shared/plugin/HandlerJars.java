package io.phalanx.shared.plugin;

import io.phalanx.shared.message.MessageHandler;
import io.phalanx.shared.protocol.KernelJarRef;
import java.nio.file.Path;
import java.util.List;

/// Looks at jars of users' message handlers, none of their classes yet.
public final class HandlerJars {
  private static final String SERVICE = "META-INF/services/" + MessageHandler.class.getName();

  private HandlerJars() {}

  /// The jars as a user names them, and those that their manifests name (`Class-Path`) and that are
  /// there.
  ///
  /// @throws IllegalArgumentException if one is no readable jar, none of them has a handler, or
  ///   they are too many or too large; the message says which and why
  public static List<KernelJarRef> look(List<Path> paths) {
    return KernelJars.look(paths, SERVICE, "message handlers in there: jars=");
  }
}
