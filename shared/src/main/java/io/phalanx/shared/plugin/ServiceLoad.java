package io.phalanx.shared.plugin;

import io.phalanx.shared.protocol.KernelJarRef;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/// Loads the classes of users' jars and makes one of each that they provide.
final class ServiceLoad {
  private ServiceLoad() {}

  /// What jars provide.
  ///
  /// @param what it is called, in the plural
  /// @throws IllegalArgumentException if it cannot be had
  /// @throws IllegalStateException if a file is gone or is not what it was
  static <S> List<S> load(String what, Class<S> service, List<KernelJarRef> jars) {
    ClassLoader classes = KernelLoad.classes(what, jars, new ApiLoader(true));
    List<S> provided = new ArrayList<>();
    try {
      ServiceLoader.load(service, classes).forEach(provided::add);
    } catch (PluginException e) {
      throw e;
    } catch (RuntimeException | ServiceConfigurationError | LinkageError | AssertionError e) {
      throw new PluginException(
          what
              + " cannot be loaded: jars="
              + jars.stream().map(KernelJarRef::path).toList()
              + ", cause="
              + Cause.of(e),
          e);
    }
    return provided;
  }
}
