package io.phalanx.coordinator.demo.gil;

/// The ways to do the work.
public enum Way {
  JVM_THREAD(Language.JVM, "thread"),
  JVM_THREADS(Language.JVM, "threads"),
  /// Workers of a cluster.
  JVM_PROCESSES(Language.JVM, "processes"),
  PYTHON_THREAD(Language.PYTHON, "thread"),
  PYTHON_THREADS(Language.PYTHON, "threads"),
  PYTHON_PROCESSES(Language.PYTHON, "processes");

  /// What runs the work.
  public enum Language {
    JVM,
    PYTHON
  }

  private final Language language;
  private final String on;

  Way(Language language, String on) {
    this.language = language;
    this.on = on;
  }

  /// What runs it.
  public Language language() {
    return language;
  }

  /// On what it runs: `thread` for one, `threads` or `processes` for as many as there are.
  public String on() {
    return on;
  }

  /// The same language on one thread.
  public Way onOneThread() {
    return language == Language.JVM ? JVM_THREAD : PYTHON_THREAD;
  }
}
