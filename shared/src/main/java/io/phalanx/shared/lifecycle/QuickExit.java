package io.phalanx.shared.lifecycle;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/// Ends this process without the JVM's farewell.
///
/// A JVM that ends waits for its compilers to finish what they compile, and 300 ms for threads that
/// sit in a call to the system, such as the one that reads standard input.
@SuppressWarnings("restricted") // one call to C, with the signature of its manual page
public final class QuickExit {
  private QuickExit() {}

  /// Ends this process, by `_exit(2)` where the system has it. Does not return. Shutdown hooks are
  /// not run, and what streams still hold is lost.
  public static void exit(int exitCode) {
    Linker linker = Linker.nativeLinker();
    Optional<MemorySegment> function = linker.defaultLookup().find("_exit");
    if (function.isPresent()) {
      try {
        linker
            .downcallHandle(function.get(), FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT))
            .invokeExact(exitCode);
      } catch (Throwable ignored) {
        // The slower way is as good.
      }
    }
    Runtime.getRuntime().halt(exitCode);
  }
}
