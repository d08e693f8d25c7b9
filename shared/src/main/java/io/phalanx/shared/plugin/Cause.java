package io.phalanx.shared.plugin;

import java.lang.reflect.InvocationTargetException;
import java.util.ServiceConfigurationError;

/// What went wrong in code of a user, in a line, with what to do where that is known.
public final class Cause {
  private static final int LENGTH_MAX = 500;
  private static final String VECTORS = "jdk/incubator/vector";

  private Cause() {}

  /// Type, message, and the place in the user's code where there is one.
  public static String of(Throwable thrown) {
    Throwable cause = innermost(thrown);
    String text = oneLine(cause.toString());
    return text + place(cause) + advice(cause);
  }

  /// The message alone, where the code that threw speaks to whoever gave it its input.
  static String message(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null ? of(thrown) : oneLine(message);
  }

  /// A text of anybody as one line of bounded length.
  private static String oneLine(String text) {
    String line = text.strip().replaceAll("\\s*\\R\\s*", " ");
    return line.length() <= LENGTH_MAX ? line : line.substring(0, LENGTH_MAX) + "...";
  }

  /// Unwraps what only says that something else went wrong.
  private static Throwable innermost(Throwable thrown) {
    Throwable cause = thrown.getCause();
    boolean wrapper =
        thrown instanceof ServiceConfigurationError
            || thrown instanceof ExceptionInInitializerError
            || thrown instanceof InvocationTargetException;
    return wrapper && cause != null ? innermost(cause) : thrown;
  }

  /// The first line of code that is neither the JDK's nor ours.
  private static String place(Throwable cause) {
    for (StackTraceElement frame : cause.getStackTrace()) {
      String name = frame.getClassName();
      if (!name.startsWith("java.")
          && !name.startsWith("jdk.")
          && !name.startsWith("io.phalanx.shared.")
          && !name.startsWith("io.phalanx.worker.")
          && !name.startsWith("io.phalanx.coordinator.")) {
        String method = name + "." + frame.getMethodName();
        String line = frame.getFileName() + ":" + frame.getLineNumber();
        return " at " + method + "(" + line + ")";
      }
    }
    return "";
  }

  private static String advice(Throwable cause) {
    if (cause instanceof UnsupportedClassVersionError) {
      return "; this is Java "
          + Runtime.version().feature()
          + ": compile for it, such as with javac --release "
          + Runtime.version().feature();
    }
    if (cause instanceof LinkageError && String.valueOf(cause.getMessage()).contains(VECTORS)) {
      return "; only workers have the Vector API: touch it in Kernels.vector alone";
    }
    if (cause instanceof NoClassDefFoundError) {
      return "; give the jar that has it with another --kernels, or name it in Class-Path";
    }
    return "";
  }
}
