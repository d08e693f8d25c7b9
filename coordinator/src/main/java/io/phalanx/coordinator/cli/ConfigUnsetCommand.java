package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.config.Setting;
import io.phalanx.coordinator.config.SettingsFile;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `phalanx config unset`.
@Command(
    name = "unset",
    description = {
      "Takes a setting out of phalanx.properties of the cluster's directory; all else in it stays.",
      "A key there that is no setting goes as well."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  phalanx config unset workers",
      "  phalanx config unset keep-alive --dir /dev/shm/c1"
    })
final class ConfigUnsetCommand implements Callable<Integer> {
  @Mixin private Place place = new Place();

  @Parameters(index = "0", paramLabel = "KEY", description = "Which setting.")
  private String key = "";

  @Override
  public Integer call() {
    boolean wasThere = new SettingsFile(place.directory()).unset(key);
    if (!wasThere) {
      Setting.require(key);
    }
    return PhalanxCli.DONE;
  }
}
