package io.phalanx.shared.plugin;

import io.phalanx.shared.protocol.KernelJarRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The sets of user kernels that this process has loaded, by content.
///
/// The most recent ones are remembered. One that is forgotten stays usable by whoever holds it; its
/// jar files are closed when nobody does any more. Safe for use by several threads.
public final class KernelSets {
  private static final int SETS_MAX = 8;
  private static final float LOAD_FACTOR = 0.75f;

  private static final Map<List<String>, KernelSet> RECENT =
      new LinkedHashMap<>(2 * SETS_MAX, LOAD_FACTOR, true);

  private KernelSets() {}

  /// The set of these jars; it is loaded where this process has not done so yet.
  ///
  /// @throws IllegalArgumentException if a jar's operations cannot be had, or clash with others
  /// @throws IllegalStateException if a file is gone or is not what it was
  public static KernelSet of(List<KernelJarRef> jars) {
    if (jars.isEmpty()) {
      return KernelSet.EMPTY;
    }
    List<String> content = jars.stream().map(KernelJarRef::sha256).toList();
    synchronized (RECENT) {
      KernelSet known = RECENT.get(content);
      if (known == null) {
        known = KernelLoad.load(jars);
        RECENT.put(content, known);
        if (RECENT.size() > SETS_MAX) {
          RECENT.remove(RECENT.keySet().iterator().next());
        }
      }
      return known.at(jars);
    }
  }
}
