package io.phalanx.shared.plugin;

import io.phalanx.shared.protocol.KernelJarRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What this process has last loaded of jars, by their content. What is forgotten stays usable by
/// whoever holds it; its jar files are closed when nobody does any more.
///
/// Safe for use by several threads; each content is loaded by one.
///
/// @param <T> what a load comes to
final class Recent<T> {
  private static final int LOADS_MAX = 8;
  private static final float LOAD_FACTOR = 0.75f;

  private final Function<List<KernelJarRef>, T> load;
  private final Map<List<String>, T> byContent =
      new LinkedHashMap<>(2 * LOADS_MAX, LOAD_FACTOR, true);

  Recent(Function<List<KernelJarRef>, T> load) {
    this.load = load;
  }

  /// What was loaded of jars with this content, or is now.
  synchronized T of(List<KernelJarRef> jars) {
    List<String> content = jars.stream().map(KernelJarRef::sha256).toList();
    T known = byContent.get(content);
    if (known == null) {
      known = load.apply(jars);
      byContent.put(content, known);
      if (byContent.size() > LOADS_MAX) {
        byContent.remove(byContent.keySet().iterator().next());
      }
    }
    return known;
  }
}
