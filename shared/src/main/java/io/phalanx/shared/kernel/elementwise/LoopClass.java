package io.phalanx.shared.kernel.elementwise;

import static java.lang.invoke.MethodType.methodType;

import io.phalanx.shared.kernel.ClassFile;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One class of loops: a template and the one lane function that its copy calls.
///
/// A loop that is called with many functions can't have them inlined, and then every vector becomes
/// an object: 50 times slower. So the class file of the template is defined again as a hidden class
/// for each function. There the function is a static final field, which the compiler takes for a
/// constant and inlines, and the profile of the copy is its own.
///
/// The class is defined on first use and stays, so that what the compiler made of it serves every
/// later job. Safe for use by several threads.
final class LoopClass {
  private static final MethodType RUN =
      methodType(
          void.class, long.class, long.class, long.class, int.class, double.class, double.class);

  private final Class<?> template;
  private final @Nullable Supplier<?> function;
  private @Nullable MethodHandle body;

  /// @param template a class that asks [#function] for its lane function, with a static method
  ///   `run` of the arguments that [IsolatedLoop] gives
  /// @param function gives the lane function of the type that the template wants; asked on first
  ///   use, so that a process without the Vector API can hold the operation
  LoopClass(Class<?> template, Supplier<?> function) {
    this.template = template;
    this.function = function;
  }

  /// @param loop a public class of one loop that calls no lane function, with the same method `run`
  LoopClass(Class<?> loop) {
    template = loop;
    function = null;
  }

  /// A new loop with these parameters.
  Loop open(Coefficients coefficients) {
    try {
      return new IsolatedLoop(body(), coefficients);
    } catch (IOException | ReflectiveOperationException e) {
      throw new IllegalStateException("loop can't be made: template=" + template.getName(), e);
    }
  }

  /// The lane function of the class whose initialiser calls this.
  static <T> T function(Lookup caller, Class<T> type) {
    try {
      T function = MethodHandles.classData(caller, "_", type);
      return Objects.requireNonNull(function, "a template runs only as a copy");
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("no access to class data: class=" + caller, e);
    }
  }

  private synchronized MethodHandle body() throws IOException, ReflectiveOperationException {
    if (body == null) {
      Lookup lookup = MethodHandles.lookup();
      if (function == null) {
        body = lookup.findStatic(template, "run", RUN);
      } else {
        Lookup copy =
            lookup.defineHiddenClassWithClassData(ClassFile.of(template), function.get(), true);
        body = copy.findStatic(copy.lookupClass(), "run", RUN);
      }
    }
    return body;
  }
}
