package io.phalanx.shared.kernel.user;

import io.phalanx.shared.kernel.ClassFile;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import org.jspecify.annotations.Nullable;

/// One operation's own copy of a loop.
///
/// A loop that is called with many functions can't have them inlined, and so neither unrolls nor
/// vectorises. So the class file of the loop is defined again, as a hidden class, for each
/// operation: the profile of the copy knows one function only. It lives as long as its operation,
/// and what the compiler made of it serves every later job.
///
/// Safe for use by several threads.
///
/// @param <L> what the loop is called through
final class LoopCopy<L> {
  private final Class<? extends L> template;
  private final Class<?> function;
  private @Nullable Constructor<? extends L> constructor;

  /// @param template a class of this package with one constructor, which takes the function
  /// @param function the type of the function
  LoopCopy(Class<? extends L> template, Class<?> function) {
    this.template = template;
    this.function = function;
  }

  /// A new loop over a function.
  L open(Object bound) {
    try {
      return constructor().newInstance(bound);
    } catch (IOException | ReflectiveOperationException e) {
      throw new IllegalStateException("loop can't be made: template=" + template.getName(), e);
    }
  }

  @SuppressWarnings("unchecked") // a copy of the template is what the template is
  private synchronized Constructor<? extends L> constructor()
      throws IOException, ReflectiveOperationException {
    if (constructor == null) {
      Class<?> copy =
          MethodHandles.lookup().defineHiddenClass(ClassFile.of(template), true).lookupClass();
      constructor = (Constructor<? extends L>) copy.getDeclaredConstructor(function);
    }
    return constructor;
  }
}
