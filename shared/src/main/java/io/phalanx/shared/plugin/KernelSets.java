package io.phalanx.shared.plugin;

import io.phalanx.shared.protocol.KernelJarRef;
import java.util.List;

/// The sets of user kernels that this process has loaded, by content.
///
/// The most recent ones are remembered ([Recent]). Safe for use by several threads.
public final class KernelSets {
  private static final Recent<KernelSet> RECENT = new Recent<>(KernelLoad::load);

  private KernelSets() {}

  /// The set of these jars; it is loaded where this process has not done so yet.
  ///
  /// @throws IllegalArgumentException if a jar's operations cannot be had, or clash with others
  /// @throws IllegalStateException if a file is gone or is not what it was
  public static KernelSet of(List<KernelJarRef> jars) {
    return jars.isEmpty() ? KernelSet.EMPTY : RECENT.of(jars).at(jars);
  }
}
