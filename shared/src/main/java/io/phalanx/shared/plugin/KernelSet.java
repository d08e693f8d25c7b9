package io.phalanx.shared.plugin;

import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.catalog.Operations;
import io.phalanx.shared.protocol.KernelJarRef;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The operations that some jars of user kernels bring.
///
/// ```java
/// KernelSet kernels = KernelSet.of(Path.of("my.jar"));
/// cluster.run(request.withKernels(kernels.jars()), progress -> {});
/// ```
///
/// The classes of a content are loaded once in a process, whichever jobs use them, so that what the
/// compiler made of them is used again. They stay as long as somebody holds the set, or the process
/// remembers it ([KernelSets]). Immutable.
public final class KernelSet {
  static final KernelSet EMPTY = new KernelSet(List.of(), List.of());

  private final List<KernelJarRef> jars;
  private final List<Provided> provided;

  KernelSet(List<KernelJarRef> jars, List<Provided> provided) {
    this.jars = List.copyOf(jars);
    this.provided = List.copyOf(provided);
  }

  /// An operation and the jar it is from.
  public record Provided(Operation operation, String jar) {}

  /// The set of these jars, in this process.
  ///
  /// @throws IllegalArgumentException if one is no jar with kernels; the message says what is wrong
  public static KernelSet of(Path... paths) {
    return KernelSets.of(KernelJars.look(List.of(paths)));
  }

  /// The same content in other files.
  KernelSet at(List<KernelJarRef> others) {
    if (others.equals(jars)) {
      return this;
    }
    Map<String, String> moved = new HashMap<>();
    for (int i = 0; i < jars.size(); i++) {
      moved.put(jars.get(i).path(), others.get(i).path());
    }
    return new KernelSet(
        others,
        provided.stream()
            .map(from -> new Provided(from.operation(), moved.getOrDefault(from.jar(), from.jar())))
            .toList());
  }

  /// The jars, for a job's request.
  public List<KernelJarRef> jars() {
    return jars;
  }

  /// What they bring.
  public List<Provided> provided() {
    return provided;
  }

  /// Every operation there is with these jars: the built-in ones first.
  public List<Operation> operations() {
    return Stream.concat(Operations.all().stream(), provided.stream().map(Provided::operation))
        .toList();
  }
}
