package io.phalanx.shared.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A bridge to the real NumPy, in Python processes.
///
/// The interpreter is the first with NumPy among `$PHALANX_PYTHON`, `/usr/bin/python3` and
/// `python3` on the path. Where there is none, tests are skipped with that reason, unless
/// `PHALANX_REQUIRE_NUMPY=1`, under which they fail.
///
/// Scripts find `numpy`, `sys` and `os` imported, and their arguments in `sys.argv[1:]`.
public final class NumPy {
  private static final long SECONDS_MAX = 60;
  private static final String PROLOGUE = "import numpy, os, sys\n";

  private static final Optional<NumPy> FOUND = find();

  private final String python;

  private NumPy(String python) {
    this.python = python;
  }

  /// The bridge; without NumPy this skips the calling test, or fails it if NumPy is required.
  public static NumPy required() {
    if (FOUND.isEmpty()) {
      Requirement.missing(
          "PHALANX_REQUIRE_NUMPY",
          "no python3 with numpy: set PHALANX_PYTHON, or apt install python3-numpy");
    }
    return FOUND.orElseThrow();
  }

  /// The interpreter.
  public String program() {
    return python;
  }

  /// Runs a script to its end.
  ///
  /// @return what it printed, without the last line end
  /// @throws AssertionError if it fails or takes longer than a minute; with its error output
  public String run(String script, Object... arguments) {
    try (NumPySession session = start(script, arguments)) {
      return session.finish();
    }
  }

  /// Starts a script that goes on beside the test.
  public NumPySession start(String script, Object... arguments) {
    List<String> command = new ArrayList<>(List.of(python, "-u", "-c", PROLOGUE + script));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("PYTHONIOENCODING", "utf-8");
    builder.environment().put("PYTHONUTF8", "1");
    try {
      return new NumPySession(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<NumPy> find() {
    List<String> candidates = new ArrayList<>();
    @Nullable String chosen = System.getenv("PHALANX_PYTHON");
    if (chosen != null) {
      candidates.add(chosen);
    }
    candidates.add("/usr/bin/python3");
    candidates.add("python3");
    return candidates.stream().filter(NumPy::hasNumPy).findFirst().map(NumPy::new);
  }

  private static boolean hasNumPy(String python) {
    try {
      Process process =
          new ProcessBuilder(python, "-c", "import numpy")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean ended = process.waitFor(SECONDS_MAX, TimeUnit.SECONDS);
      process.destroyForcibly();
      return ended && process.exitValue() == 0;
    } catch (IOException e) {
      return false; // no such program
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
