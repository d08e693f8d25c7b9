package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.Coordinator;
import picocli.CommandLine.IVersionProvider;

/// What `phalanx --version` prints.
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"phalanx " + Coordinator.VERSION};
  }
}
