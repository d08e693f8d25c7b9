package io.phalanx.coordinator.doctor;

import java.io.IOException;
import java.util.List;

/// A look at one thing.
@FunctionalInterface
interface Check {
  List<Finding> look() throws IOException;
}
