package io.phalanx.coordinator.demo.gil;

import java.util.List;
import java.util.Locale;

/// What one sees, in two sentences: one about Python, one about the JVM. They say what was measured
/// and what is true of the runtimes whatever was measured; no gain is claimed that was not seen.
public record GilStory(GilResult result) {
  /// Ratios closer to 1 than this are no difference.
  private static final double SAME = 0.1;

  /// The two sentences.
  public List<String> sentences() {
    return List.of(ofPython(), ofJvm());
  }

  private String ofPython() {
    if (result.python().isEmpty()) {
      return "No Python was found to compare with: python3, or the one that PHALANX_PYTHON names,"
          + " would have done the same work on threads, which its interpreter lock lets run one at"
          + " a time, and on processes, which have a lock each.";
    }
    PythonKind python = result.python().get();
    double threads = result.timesAsFast(Way.PYTHON_THREADS, Way.PYTHON_THREAD);
    double processes = result.timesAsFast(Way.PYTHON_PROCESSES, Way.PYTHON_THREAD);
    String ofThreads = count("threads") + " " + were(threads, "one");
    String ofProcesses = count("processes") + " " + were(processes, "one thread");
    return switch (python.lock()) {
      case ON ->
          python.version()
              + " lets one thread at a time run its code, for all count references to the same"
              + " objects: "
              + ofThreads
              + ", and "
              + ofProcesses
              + ", each with a lock and objects of its own.";
      case OFF ->
          python.version()
              + " runs without its interpreter lock here: "
              + ofThreads
              + ", and "
              + ofProcesses
              + ".";
      case UNKNOWN -> "In " + python.version() + " " + ofThreads + ", and " + ofProcesses + ".";
    };
  }

  private String ofJvm() {
    double threads = result.timesAsFast(Way.JVM_THREADS, Way.JVM_THREAD);
    double processes = result.timesAsFast(Way.JVM_PROCESSES, Way.JVM_THREAD);
    StringBuilder text =
        new StringBuilder("The JVM counts no references and needs no lock for them: ")
            .append(count("threads"))
            .append(' ')
            .append(were(threads, "one"))
            .append(", ")
            .append(count("worker processes"))
            .append(' ')
            .append(were(processes, "one thread"));
    if (result.python().isPresent()) {
      double single = result.timesAsFast(Way.JVM_THREAD, Way.PYTHON_THREAD);
      text.append(", and one thread ").append(was(single, "that of Python"));
    }
    text.append("; processes are for what a crash, a kill or a time limit must not take along");
    if (result.cores() < result.work().threads()) {
      text.append(
          String.format(
              Locale.ROOT,
              " (no more than %d of %d can run at a time here)",
              result.cores(),
              result.work().threads()));
    }
    return text.append('.').toString();
  }

  private String count(String what) {
    return result.work().threads() + " " + what;
  }

  private static String were(double ratio, String other) {
    return "were " + asFast(ratio, other);
  }

  private static String was(double ratio, String other) {
    return "was " + asFast(ratio, other);
  }

  private static String asFast(double ratio, String other) {
    return Math.abs(ratio - 1) < SAME
        ? "about as fast as " + other
        : String.format(Locale.ROOT, "%.1f times as fast as %s", ratio, other);
  }
}
