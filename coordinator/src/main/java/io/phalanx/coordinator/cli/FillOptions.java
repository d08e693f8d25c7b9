package io.phalanx.coordinator.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The parameters of a fill.
final class FillOptions {
  @Option(
      names = "--param",
      paramLabel = "NAME=VALUE",
      description = "A parameter of the fill; may be repeated. See phalanx ops.")
  private Map<String, String> params = Map.of();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The seed of a random fill, the same as --param seed=N.")
  private @Nullable Long seed;

  Map<String, String> params() {
    Map<String, String> all = new LinkedHashMap<>(params);
    if (seed != null) {
      String other = all.put("seed", seed.toString());
      if (other != null && !other.equals(seed.toString())) {
        throw new IllegalArgumentException(
            "two seeds: --seed=" + seed + ", --param seed=" + other + "; give one of them");
      }
    }
    return all;
  }
}
