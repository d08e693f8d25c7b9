package io.phalanx.coordinator.config;

import org.jspecify.annotations.Nullable;

/// What the environment can say besides each [Setting]: the one list that guide and manual page are
/// held against, some of it for the scripts alone.
public enum Variable {
  DIR(
      "PHALANX_DIR",
      "the cluster's directory, where there is no --dir; otherwise ~/.phalanx/default"),
  JAVA_HOME(
      "PHALANX_JAVA_HOME",
      "the JDK to use; otherwise the first JDK 25 of JAVA_HOME, PATH and the usual places"),
  JDK_ROOTS(
      "PHALANX_JDK_ROOTS",
      "folders to look for JDKs in, instead of the usual places, with : between"),
  CACHE_DIR(
      "PHALANX_CACHE_DIR",
      "the folder of what makes processes start fast, instead of phalanx in $XDG_CACHE_HOME or"
          + " ~/.cache; none for no caches"),
  PYTHON("PHALANX_PYTHON", "the Python that demo gil and bench compare with"),
  PRINT_COMMAND(
      "PHALANX_PRINT_COMMAND", "1: print the java command, an argument a line, and do not run it"),
  DEBUG("PHALANX_DEBUG", "set: print the stack trace of a failure as well"),
  NO_COLOR("NO_COLOR", "set: no colours");

  private final String variable;
  private final String meaning;

  Variable(String variable, String meaning) {
    this.variable = variable;
    this.meaning = meaning;
  }

  /// How it is called.
  public String variable() {
    return variable;
  }

  /// What it means, in a line.
  public String meaning() {
    return meaning;
  }

  /// What this process's environment says; null for nothing.
  public @Nullable String value() {
    return System.getenv(variable);
  }
}
