package io.phalanx.shared.plugin;

import io.phalanx.shared.protocol.KernelJarRef;
import java.util.List;

/// The sets of users' message handlers that this process has loaded, by content.
///
/// The most recent ones are remembered, ([Recent]). Safe for use by several threads.
public final class HandlerSets {
  private static final Recent<HandlerSet> RECENT = new Recent<>(HandlerSet::load);

  private HandlerSets() {}

  /// The handlers of these jars and the built-in ones; loaded where this process has not done so
  /// yet.
  ///
  /// @throws IllegalArgumentException if a jar's handlers cannot be had
  /// @throws IllegalStateException if a file is gone or is not what it was
  public static HandlerSet of(List<KernelJarRef> jars) {
    return jars.isEmpty() ? HandlerSet.BUILT_IN : RECENT.of(jars);
  }
}
