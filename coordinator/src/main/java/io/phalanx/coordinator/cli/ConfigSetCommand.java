package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.config.Setting;
import io.phalanx.coordinator.config.SettingsFile;
import io.phalanx.shared.config.OwnerMark;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `phalanx config set`.
@Command(
    name = "set",
    description =
        "Writes a setting into phalanx.properties of the cluster's directory, whole or not at all;"
            + " all else in it stays as it is.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  phalanx config set workers 2",
      "  phalanx config set keep-alive 10m --dir /dev/shm/c1"
    })
final class ConfigSetCommand implements Callable<Integer> {
  @Mixin private Place place = new Place();

  @Parameters(index = "0", paramLabel = "KEY", description = "Which setting; see phalanx config.")
  private String key = "";

  @Parameters(index = "1", paramLabel = "VALUE", description = "Its value.")
  private String text = "";

  @Override
  public Integer call() {
    Setting setting = Setting.require(key);
    new SettingsFile(place.directory()).set(Map.of(setting, text));
    if (setting.isOfCluster() && OwnerMark.ofLive(place.directory()).isPresent()) {
      Caller.here()
          .err()
          .println(
              "phalanx: a cluster runs here and stays as it is: "
                  + setting.key()
                  + " counts from the next start");
    }
    return PhalanxCli.DONE;
  }
}
