package io.phalanx.worker;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/// Ends this process without the JVM's farewell.
///
/// A JVM that ends waits for its compilers to finish what they compile, and 300 ms for threads that
/// sit in a call to the system, such as the one that reads standard input. One that records for the
/// class archive needs it, since part of the record is written then.
@SuppressWarnings("restricted") // one call to C, with the signature of its manual page
final class QuickExit {
  /// Set to `true` in a process that is to end as others do.
  private static final String FAREWELL = "phalanx.farewell";

  private QuickExit() {}

  /// Ends this process, by `_exit(2)` where the system has it. Does not return.
  static void exit(int exitCode) {
    System.out.flush();
    Linker linker = Linker.nativeLinker();
    Optional<MemorySegment> function = linker.defaultLookup().find("_exit");
    if (function.isPresent() && !Boolean.getBoolean(FAREWELL)) {
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
