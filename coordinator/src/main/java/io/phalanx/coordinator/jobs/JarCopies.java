package io.phalanx.coordinator.jobs;

import io.phalanx.shared.protocol.KernelJarRef;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Copies of the jars that tasks, or messages, were submitted with, so that they meet the very
/// classes that their client saw. Those of the last ones are remembered: a jar is not read again
/// for each. One thread uses it.
public final class JarCopies {
  private static final int REMEMBERED_MAX = 8;

  private final KernelStore store;
  private final Map<List<KernelJarRef>, List<KernelJarRef>> copies = new LinkedHashMap<>();

  /// The copies in a folder.
  public JarCopies(Path folder) {
    this.store = new KernelStore(folder);
  }

  /// Copies of jars.
  ///
  /// @param live asked for the jars that are needed, if there is something to tidy up
  /// @throws IllegalArgumentException if a jar is gone, or another one than the client saw
  public List<KernelJarRef> keep(List<KernelJarRef> jars, Supplier<Stream<KernelJarRef>> live) {
    if (jars.isEmpty()) {
      return jars;
    }
    List<KernelJarRef> kept = copies.get(jars);
    if (kept == null) {
      kept =
          store.keep(jars, () -> live.get().map(KernelJarRef::sha256).collect(Collectors.toSet()));
      copies.put(jars, kept);
      if (copies.size() > REMEMBERED_MAX) {
        copies.remove(copies.keySet().iterator().next());
      }
    }
    return kept;
  }
}
