package io.phalanx.shared.plugin;

/// What the classes of a user see of this process: the JDK, and `io.phalanx.shared`.
///
/// Nothing else, so that a kernel finds the same classes in the command, the coordinator and a
/// worker, whose libraries differ: a library it needs, it brings.
final class ApiLoader extends ClassLoader {
  private static final String API = "io.phalanx.shared.";

  ApiLoader() {
    super("phalanx-api", ClassLoader.getPlatformClassLoader());
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (name.startsWith(API)) {
      return Class.forName(name, false, ApiLoader.class.getClassLoader());
    }
    throw new ClassNotFoundException(name);
  }
}
