package io.phalanx.coordinator.cli;

import picocli.CommandLine.Command;

/// `phalanx task`.
@Command(
    name = "task",
    description = "Tasks: JSON in, JSON out, run by the workers of the running cluster.",
    mixinStandardHelpOptions = true,
    subcommands = {
      TaskSubmitCommand.class,
      TaskResultCommand.class,
      TaskListCommand.class,
      TaskCancelCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  phalanx task result $(phalanx task submit prime-count '{\"below\": 1000000}')",
      "  phalanx task list"
    })
final class TaskCommand {}
