package io.phalanx.coordinator.cli;

import picocli.CommandLine.Command;

/// `phalanx demo`.
@Command(
    name = "demo",
    description = "Guided demonstrations.",
    mixinStandardHelpOptions = true,
    subcommands = {
      DemoMatrixCommand.class,
      DemoGilCommand.class,
      DemoPoolCommand.class,
      DemoDownloaderCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  phalanx demo matrix",
      "  phalanx demo matrix --shape 1024x1024 --workers 2",
      "  phalanx demo gil",
      "  phalanx demo pool",
      "  phalanx demo downloader"
    })
final class DemoCommand {}
