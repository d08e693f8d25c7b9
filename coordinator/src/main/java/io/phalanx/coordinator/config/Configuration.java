package io.phalanx.coordinator.config;

import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.ClusterSettings;
import io.phalanx.shared.config.WorkerSettings;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The settings that one command goes by: of each the value that was said first among command line,
/// environment, file and default.
///
/// @param directory whose file was read
/// @param values one of each setting
public record Configuration(ClusterDirectory directory, Map<Setting, Value> values) {
  public Configuration {
    values = new EnumMap<>(values);
    if (values.size() != Setting.values().length) {
      throw new IllegalArgumentException("settings without a value: known=" + values.keySet());
    }
    Value heartbeat = values.get(Setting.HEARTBEAT);
    Value timeout = values.get(Setting.LIVENESS_TIMEOUT);
    if (heartbeat == null || timeout == null || timeout.number() < 2 * heartbeat.number()) {
      throw new IllegalArgumentException(
          "a worker would be taken for dead between two signs of life: "
              + timeout
              + from(timeout)
              + ", "
              + heartbeat
              + from(heartbeat)
              + "; allowed: liveness-timeout of at least twice heartbeat");
    }
  }

  /// Reads all that was said, every word of it, whether it counts or not.
  ///
  /// @param flags what the command line says, without settings it does not mention
  /// @param environment what a variable of this name is; empty where it is not set
  /// @throws IllegalArgumentException if something that was said is not allowed, with who said it
  public static Configuration of(
      ClusterDirectory directory,
      Map<Setting, String> flags,
      Function<String, String> environment) {
    Map<Setting, Value> said = new SettingsFile(directory).read();
    Map<Setting, Value> values = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      values.put(setting, Value.read(setting, setting.byDefault(), Source.DEFAULT, "", ""));
    }
    values.putAll(said);
    for (Setting setting : Setting.values()) {
      String text = environment.apply(setting.variable());
      if (!text.isEmpty()) {
        String where = "variable=" + setting.variable() + ", ";
        values.put(
            setting, Value.read(setting, text, Source.ENVIRONMENT, setting.variable(), where));
      }
      String flag = flags.get(setting);
      if (flag != null) {
        String origin = "--" + setting.key();
        values.put(
            setting, Value.read(setting, flag, Source.FLAG, origin, "flag=" + origin + ", "));
      }
    }
    return new Configuration(directory, values);
  }

  /// The value of a setting.
  public Value value(Setting setting) {
    Value value = values.get(setting);
    if (value == null) {
      throw new IllegalStateException("no value: key=" + setting.key());
    }
    return value;
  }

  /// The number that a setting has.
  public long number(Setting setting) {
    return value(setting).number();
  }

  /// The jars of [Setting#KERNELS] as they were named, those in a file from its folder.
  public List<Path> kernels() {
    Value value = value(Setting.KERNELS);
    return Stream.of(value.text().split(Pattern.quote(File.pathSeparator), -1))
        .filter(text -> !text.isEmpty())
        .map(text -> value.source() == Source.FILE ? directory.root().resolve(text) : Path.of(text))
        .toList();
  }

  /// The settings of a cluster that is started.
  public ClusterSettings cluster() {
    WorkerSettings worker =
        new WorkerSettings(
            Math.toIntExact(number(Setting.WORKER_HEAP) >> 20),
            Math.toIntExact(number(Setting.WORKER_THREADS)),
            Math.toIntExact(number(Setting.WORKER_NICE)),
            number(Setting.PIN) != 0);
    return new ClusterSettings(
        Math.toIntExact(number(Setting.WORKERS)),
        worker,
        Math.toIntExact(number(Setting.TILE_KIB)),
        number(Setting.HEARTBEAT),
        number(Setting.LIVENESS_TIMEOUT),
        number(Setting.START_TIMEOUT),
        number(Setting.LOG_BYTES),
        Math.toIntExact(number(Setting.MESSAGE_DEPTH)));
  }

  /// What was said of a cluster's settings, each as a number.
  public Map<Setting, Long> saidOfCluster() {
    Map<Setting, Long> said = new EnumMap<>(Setting.class);
    for (Value value : values.values()) {
      if (value.isSaid() && value.setting().isOfCluster()) {
        said.put(value.setting(), value.number());
      }
    }
    return said;
  }

  /// What a cluster that is started has from the file, for its user to see: `workers=2 (from
  /// FILE)`; null where it has nothing.
  public @Nullable String fromFile() {
    Predicate<Value> fromFile =
        value -> value.source() == Source.FILE && value.setting().isOfCluster();
    String said =
        values.values().stream()
            .filter(fromFile)
            .map(Value::toString)
            .collect(Collectors.joining(", "));
    return said.isEmpty() ? null : said + " (from " + directory.userSettings() + ")";
  }

  /// The flags that give a cluster these settings, whatever environment and file say.
  public static List<String> flags(ClusterSettings settings) {
    List<String> flags = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      if (setting.isOfCluster()) {
        flags.add("--" + setting.key() + "=" + setting.format(setting.in(settings)));
      }
    }
    return flags;
  }

  private static String from(@Nullable Value value) {
    return value == null || value.origin().isEmpty() ? "" : " (from " + value.origin() + ")";
  }
}
