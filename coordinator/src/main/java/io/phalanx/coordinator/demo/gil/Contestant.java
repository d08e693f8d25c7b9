package io.phalanx.coordinator.demo.gil;

import java.io.IOException;

/// One way to do the work. One thread uses it.
interface Contestant {
  /// Which way.
  Way way();

  /// Does all of the work once.
  ///
  /// @throws IOException if it fails
  Lap run() throws IOException;

  /// What once took.
  ///
  /// @param elapsedNs from the request to the moment when all of it was done
  /// @param sum what the work came to
  record Lap(long elapsedNs, long sum) {}
}
