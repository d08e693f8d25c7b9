package io.phalanx.shared.plugin;

import io.phalanx.shared.config.Sha256;
import io.phalanx.shared.kernel.user.OperationProvider;
import io.phalanx.shared.protocol.KernelJarRef;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/// Looks at jars of user kernels, none of their classes yet.
public final class KernelJars {
  /// The file in which a jar names its providers.
  static final String SERVICE = "META-INF/services/" + OperationProvider.class.getName();

  /// A jar with this is the program's own, which every kernel sees anyway.
  private static final String OWN = OperationProvider.class.getName().replace('.', '/') + ".class";

  private KernelJars() {}

  /// The jars as a user names them, and those that their manifests name (`Class-Path`) and that are
  /// there.
  ///
  /// @throws IllegalArgumentException if one is no readable jar, none of them has a provider, or
  ///   they are too many or too large; the message says which and why
  public static List<KernelJarRef> look(List<Path> paths) {
    return look(paths, SERVICE, "kernels in there: kernels=");
  }

  /// The same for jars that provide something else.
  ///
  /// @param wanted what is missed where a jar has none of it
  static List<KernelJarRef> look(List<Path> paths, String service, String wanted) {
    Set<Path> all = new LinkedHashSet<>();
    boolean provides = false;
    for (Path path : paths) {
      Path jar = path.toAbsolutePath().normalize();
      requireFile(jar);
      provides |= hasService(jar, service);
      add(jar, all);
    }
    if (!paths.isEmpty() && !provides) {
      throw new IllegalArgumentException(
          "no "
              + wanted
              + paths
              + ", missing="
              + service
              + "; a line of that file names a class of the jar that implements "
              + service.substring(service.lastIndexOf('.') + 1));
    }
    return all.stream().map(KernelJars::ref).toList();
  }

  /// What is in a file now.
  ///
  /// @throws IllegalArgumentException if it cannot be read, or is too large
  public static KernelJarRef ref(Path jar) {
    try {
      return new KernelJarRef(jar.toString(), Files.size(jar), Sha256.of(jar).hex());
    } catch (IOException e) {
      throw unreadable(jar, e);
    }
  }

  private static void add(Path jar, Set<Path> all) {
    if (all.contains(jar)) {
      return;
    }
    all.add(jar);
    for (Path named : classPath(jar)) {
      if (Files.isRegularFile(named) && !isOwn(named)) {
        add(named, all);
      }
    }
  }

  private static void requireFile(Path jar) {
    if (!Files.exists(jar)) {
      throw new IllegalArgumentException("no such kernel jar: kernels=" + jar);
    }
    if (!Files.isRegularFile(jar)) {
      throw new IllegalArgumentException(
          "not a jar: kernels=" + jar + "; pack the classes, such as with jar --create --file");
    }
    if (!Files.isReadable(jar)) {
      throw new IllegalArgumentException(
          "kernel jar is not readable: kernels=" + jar + "; chmod u+r it");
    }
  }

  private static boolean hasService(Path jar, String service) {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.getEntry(service) != null;
    } catch (IOException e) {
      throw unreadable(jar, e);
    }
  }

  private static boolean isOwn(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.getEntry(OWN) != null;
    } catch (IOException e) {
      throw unreadable(jar, e);
    }
  }

  private static List<Path> classPath(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      String text =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      return text == null ? List.of() : beside(jar, text);
    } catch (IOException e) {
      throw unreadable(jar, e);
    }
  }

  private static List<Path> beside(Path jar, String classPath) {
    List<Path> named = new ArrayList<>();
    for (String entry : classPath.strip().split(" +", -1)) {
      URI place = jar.toUri().resolve(entry);
      if ("file".equals(place.getScheme())) {
        named.add(Path.of(place).normalize());
      }
    }
    return named;
  }

  private static IllegalArgumentException unreadable(Path jar, @Nullable IOException cause) {
    return new IllegalArgumentException("not a jar: kernels=" + jar + ", cause=" + cause, cause);
  }
}
