package io.phalanx.coordinator.cli;

import picocli.CommandLine.Command;

/// `phalanx bus`.
@Command(
    name = "bus",
    description = "Messages to the workers of the running cluster, and between whoever listens.",
    mixinStandardHelpOptions = true,
    subcommands = {BusPublishCommand.class, BusTailCommand.class},
    footer = {
      "",
      "Examples:",
      "  phalanx bus publish REQUEST '{\"hello\": 1}' --wait 5s",
      "  phalanx bus tail"
    })
final class BusCommand {}
