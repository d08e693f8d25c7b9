package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.process.TimedCommand;
import io.phalanx.shared.lifecycle.PhalanxException;
import io.phalanx.shared.lifecycle.PhalanxException.Category;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// NumPy's opinion of a sigmoid: it maps both files and computes the article's expression.
final class NumPyCheck {
  /// As far as the two may be apart: some units in the last place of 1.
  static final double DIFFERENCE_MAX = 1e-15;

  private static final long TIMEOUT_MS = 120_000;
  private static final String ABSENT = "absent";

  /// In bands, so that it takes little memory of its own.
  private static final String PROGRAM =
      """
      import sys
      try:
          import numpy
      except ImportError:
          print("absent")
          sys.exit()
      x, y = (numpy.load(name, mmap_mode="r") for name in sys.argv[1:])
      worst = 0.0
      for row in range(0, x.shape[0], 64):
          if x.shape[1]:
              band = abs(1 / (1 + numpy.exp(-x[row:row + 64])) - y[row:row + 64])
              worst = numpy.maximum(worst, band.max())
      print("NaN" if worst != worst else repr(float(worst)))
      """;

  private NumPyCheck() {}

  /// The largest difference from what NumPy computes; empty where there is no NumPy.
  ///
  /// @param folder for what it prints
  /// @throws PhalanxException if there is one, and it fails
  static OptionalDouble ofSigmoid(Path input, Path output, Path folder) {
    String python = BenchCommand.python();
    if (!isThere(python, folder)) {
      return OptionalDouble.empty();
    }
    String said = run(List.of(python, "-c", PROGRAM, input.toString(), output.toString()), folder);
    return said.equals(ABSENT)
        ? OptionalDouble.empty()
        : OptionalDouble.of(Double.parseDouble(said));
  }

  private static boolean isThere(String python, Path folder) {
    try {
      long ignored = command(List.of(python, "-c", "pass"), folder).run(TIMEOUT_MS, running());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static String run(List<String> words, Path folder) {
    TimedCommand command = command(words, folder);
    try {
      long ignored = command.run(TIMEOUT_MS, running());
      return Files.readString(command.output()).strip();
    } catch (IOException e) {
      throw new PhalanxException(
          Category.JOB, "NumPy could not check: python=" + words.getFirst() + ", cause=" + e, e);
    }
  }

  private static TimedCommand command(List<String> words, Path folder) {
    return new TimedCommand(words, Map.of("PYTHONDONTWRITEBYTECODE", "1"), folder.resolve("numpy"));
  }

  private static AtomicReference<@Nullable Process> running() {
    return new AtomicReference<>();
  }
}
