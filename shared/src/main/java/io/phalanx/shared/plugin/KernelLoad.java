package io.phalanx.shared.plugin;

import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.user.OperationProvider;
import io.phalanx.shared.plugin.KernelSet.Provided;
import io.phalanx.shared.protocol.KernelJarRef;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/// Loads the classes of jars of user kernels and asks their providers for their operations.
final class KernelLoad {
  private KernelLoad() {}

  /// @throws IllegalArgumentException if a jar's operations cannot be had, or clash with others
  /// @throws IllegalStateException if a file is gone or is not what it was
  static KernelSet load(List<KernelJarRef> jars) {
    ClassLoader classes = classes("kernels", jars, new ApiLoader());
    List<Provided> provided = new ArrayList<>();
    try {
      for (OperationProvider provider : ServiceLoader.load(OperationProvider.class, classes)) {
        String jar = jarOf(provider);
        for (Operation operation : provider.operations()) {
          provided.add(new Provided(ProvidedOperation.of(operation, jar), jar));
        }
      }
    } catch (PluginException e) {
      throw e;
    } catch (RuntimeException | ServiceConfigurationError | LinkageError | AssertionError e) {
      throw new PluginException(
          "kernels cannot be loaded: kernels=" + paths(jars) + ", cause=" + Cause.of(e), e);
    }
    Clashes.refuse(provided);
    return new KernelSet(jars, provided);
  }

  /// The classes of these jars.
  ///
  /// @param name of the loader
  /// @param api what they see of this process
  /// @throws IllegalStateException if a file is gone or is not what it was
  static ClassLoader classes(String name, List<KernelJarRef> jars, ApiLoader api) {
    jars.forEach(KernelLoad::requireUnchanged);
    URL[] urls = jars.stream().map(jar -> url(Path.of(jar.path()))).toArray(URL[]::new);
    // Never closed by hand: whoever still plans or computes with an operation may load a class
    // more.
    return new URLClassLoader(name, urls, api);
  }

  private static void requireUnchanged(KernelJarRef jar) {
    Path file = Path.of(jar.path());
    if (!Files.isRegularFile(file)) {
      throw new IllegalStateException(
          "kernel jar is gone since the job was planned: kernels=" + jar.path());
    }
    KernelJarRef now = KernelJars.ref(file);
    if (!now.equals(jar)) {
      throw new IllegalStateException(
          "kernel jar changed since the job was planned: kernels="
              + jar.path()
              + ", bytes="
              + jar.bytes()
              + ", found="
              + now.bytes()
              + ", sha256="
              + jar.sha256()
              + ", found="
              + now.sha256()
              + "; submit the job anew");
    }
  }

  private static String jarOf(OperationProvider provider) {
    CodeSource source = provider.getClass().getProtectionDomain().getCodeSource();
    return source == null
        ? provider.getClass().getName()
        : Path.of(URI.create(source.getLocation().toString())).toString();
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException("a file has a URL: file=" + jar, e);
    }
  }

  private static List<String> paths(List<KernelJarRef> jars) {
    return jars.stream().map(KernelJarRef::path).toList();
  }
}
