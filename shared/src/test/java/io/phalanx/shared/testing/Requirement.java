package io.phalanx.shared.testing;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/// A program that tests want and not every machine has.
public final class Requirement {
  private Requirement() {}

  /// Skips the calling test for want of it, or fails it where it is required: under `variable=1`.
  ///
  /// @param reason what is missing, and how to get it
  public static void missing(String variable, String reason) {
    if ("1".equals(System.getenv(variable))) {
      Assertions.fail(reason);
    }
    Assumptions.abort(reason);
  }
}
