package io.phalanx.coordinator.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phalanx.coordinator.config.Configuration;
import io.phalanx.coordinator.config.Setting;
import io.phalanx.coordinator.config.Source;
import io.phalanx.coordinator.config.Value;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `phalanx config`.
@Command(
    name = "config",
    description = {
      "Prints every setting, its value and where that was said. What is said first counts: flag,"
          + " environment (PHALANX_...), phalanx.properties in the cluster's directory, default.",
      "With flags of a start: what a cluster that is started so would have."
    },
    mixinStandardHelpOptions = true,
    subcommands = {ConfigSetCommand.class, ConfigUnsetCommand.class},
    footer = {"", "Examples:", "  phalanx config", "  phalanx config workers --dir /dev/shm/c1"})
final class ConfigCommand implements Callable<Integer> {
  @Mixin private Place place = new Place();
  @Mixin private Output output = new Output();
  @Mixin private ClusterOptions cluster = new ClusterOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "KEY",
      description = "Print the value of this setting alone.")
  private @Nullable String key;

  @Override
  public Integer call() {
    Setting wanted = key == null ? null : Setting.require(key);
    Configuration configuration = place.configuration(cluster.said());
    if (output.isJson()) {
      output.print(wanted == null ? json(configuration) : json(configuration.value(wanted)));
    } else if (wanted != null) {
      output.printLine(configuration.value(wanted).text());
    } else {
      output.printText(table(configuration));
    }
    return PhalanxCli.DONE;
  }

  private static String table(Configuration configuration) {
    Map<Setting, Value> values = configuration.values();
    int keyWidth =
        values.keySet().stream().mapToInt(setting -> setting.key().length()).max().orElse(1);
    int textWidth =
        values.values().stream().mapToInt(value -> shown(value).length()).max().orElse(1);
    String format = "%-" + keyWidth + "s  %-" + textWidth + "s  %s%n";
    StringBuilder table = new StringBuilder();
    for (Value value : values.values()) {
      table.append(
          String.format(Locale.ROOT, format, value.setting().key(), shown(value), from(value)));
    }
    return table
        .append("directory: ")
        .append(configuration.directory().root())
        .append('\n')
        .toString();
  }

  private static String shown(Value value) {
    return value.text().isEmpty() ? "-" : value.text();
  }

  private static String from(Value value) {
    return value.source() == Source.DEFAULT ? "default" : value.origin();
  }

  private static ObjectNode json(Configuration configuration) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("directory", configuration.directory().root().toString());
    json.put("file", configuration.directory().userSettings().toString());
    ArrayNode settings = json.putArray("settings");
    configuration.values().values().forEach(value -> settings.add(json(value)));
    return json;
  }

  private static ObjectNode json(Value value) {
    Setting setting = value.setting();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("key", setting.key());
    json.put("value", value.text());
    json.put("source", value.source().name().toLowerCase(Locale.ROOT));
    json.put("origin", value.origin().isEmpty() ? null : value.origin());
    json.put("default", setting.byDefault());
    json.put("variable", setting.variable());
    json.put("allowed", setting.allowed());
    json.put("meaning", setting.meaning());
    return json;
  }
}
