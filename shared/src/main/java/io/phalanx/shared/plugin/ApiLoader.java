package io.phalanx.shared.plugin;

/// What the classes of a user see of this process: the JDK, `io.phalanx.shared`, and those of tasks
/// Jackson's JSON, of which a task is made.
///
/// Nothing else, so that a kernel finds the same classes in the command, the coordinator and a
/// worker, whose libraries differ: a library it needs, it brings.
final class ApiLoader extends ClassLoader {
  private static final String API = "io.phalanx.shared.";
  private static final String JSON = "com.fasterxml.jackson.";

  private final boolean json;

  /// For kernels.
  ApiLoader() {
    this(false);
  }

  /// @param json true where Jackson is seen
  ApiLoader(boolean json) {
    super("phalanx-api", ClassLoader.getPlatformClassLoader());
    this.json = json;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (name.startsWith(API) || (json && name.startsWith(JSON))) {
      return Class.forName(name, false, ApiLoader.class.getClassLoader());
    }
    throw new ClassNotFoundException(name);
  }
}
