package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.bench.MemoryLimit;
import io.phalanx.coordinator.config.Configuration;
import io.phalanx.coordinator.config.Setting;
import io.phalanx.coordinator.config.SettingsFile;
import io.phalanx.coordinator.report.chart.TuneChart;
import io.phalanx.coordinator.report.tune.TuneJson;
import io.phalanx.coordinator.report.tune.TuneText;
import io.phalanx.coordinator.tune.JobWork;
import io.phalanx.coordinator.tune.TuneFiles;
import io.phalanx.coordinator.tune.TunePoint;
import io.phalanx.coordinator.tune.TuneReport;
import io.phalanx.coordinator.tune.TuneSpec;
import io.phalanx.coordinator.tune.Tuner;
import io.phalanx.coordinator.tune.Work;
import io.phalanx.shared.config.ClusterSettings;
import io.phalanx.shared.config.OwnerMark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `phalanx tune`.
@Command(
    name = "tune",
    description = {
      "Finds out with how many workers, pinned to cores or not, a job is done soonest: runs it on"
          + " warm clusters of its own, one after the other, round by round, until what comes into"
          + " question is known to some percent, and recommends the fewest workers that are as fast"
          + " as the fastest. With --task it does the same with tasks.",
      "INPUT is never changed: what works in place does so on a copy beside it, which is removed.",
      "Without INPUT a matrix of normal random numbers is made, from --shape, --dtype and --seed."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  phalanx tune sigmoid in.npy --save",
      "  phalanx tune sum --shape 8192x8192 --workers 1-4 --pin no --chart sum.svg",
      "  phalanx tune --task prime-count '{\"below\": 100000}' --json"
    })
final class TuneCommand implements Callable<Integer> {
  @Mixin private Place place = new Place();
  @Mixin private Output output = new Output();
  @Mixin private TuneArguments arguments = new TuneArguments();
  @Mixin private SweepOptions sweep = new SweepOptions();

  @Option(
      names = "--save",
      description =
          "Write the recommendation into phalanx.properties of the directory, for every run and"
              + " start there.")
  private boolean save;

  @Option(
      names = "--chart",
      paramLabel = "FILE.png|.svg",
      description = "Draw what was measured, beside what ideal cores and memory would allow.")
  private @Nullable Path chart;

  @Override
  public Integer call() throws IOException {
    Configuration configuration = place.configuration(Map.of());
    arguments.configure(configuration, sweep.tiles());
    Path drawing = chart == null ? null : TuneChart.requireFormat(Caller.here().absolute(chart));
    int cores = ClusterSettings.defaults().workers();
    List<TunePoint> points = sweep.points(cores);
    TuneSpec spec =
        new TuneSpec(points, sweep.seconds(), configuration.cluster(), Place.distribution(), cores);
    if (OwnerMark.ofLive(place.directory()).isPresent()) {
      say("a cluster runs in the directory: if it works meanwhile, it disturbs what is measured");
    }
    TuneReport report = tune(spec);
    if (drawing != null) {
      TuneChart.draw(report, drawing);
      say("chart: " + drawing);
    }
    Map<Setting, String> recommended = recommended(report.recommended().point());
    if (save) {
      save(recommended);
    }
    if (output.isJson()) {
      output.print(TuneJson.of(report).put("saved", save));
    } else {
      output.printText(TuneText.of(report));
      output.printLine("recommended  " + line(recommended, " "));
    }
    return PhalanxCli.DONE;
  }

  private TuneReport tune(TuneSpec spec) throws IOException {
    if (arguments.isOfTasks()) {
      return tune(spec, arguments.taskWork(), OptionalDouble.empty());
    }
    try (TuneFiles files = arguments.files(place.directory().create())) {
      JobWork work = arguments.jobWork(files.path());
      MemoryLimit memory = new MemoryLimit(spec.distribution(), files.path(), spec.cores());
      OptionalDouble limit = arguments.limit(memory, work, TuneCommand::say);
      return tune(spec, work, limit);
    }
  }

  private TuneReport tune(TuneSpec spec, Work work, OptionalDouble limit) throws IOException {
    Path parent = place.directory().create().root();
    try (Tuner tuner = Tuner.open(parent, spec, work, TuneCommand::say)) {
      return tuner.run(limit);
    }
  }

  private Map<Setting, String> recommended(TunePoint point) {
    Map<Setting, String> settings = new EnumMap<>(Setting.class);
    settings.put(Setting.WORKERS, String.valueOf(point.workers()));
    settings.put(Setting.PIN, String.valueOf(point.pinned()));
    if (point.tileKib() != 0) {
      settings.put(Setting.TILE_KIB, String.valueOf(point.tileKib()));
    }
    return settings;
  }

  private void save(Map<Setting, String> settings) {
    SettingsFile file = new SettingsFile(place.directory());
    file.set(settings);
    say("saved: " + line(settings, ", ") + " (in " + file.path() + ")");
  }

  private static String line(Map<Setting, String> settings, String separator) {
    return settings.entrySet().stream()
        .map(setting -> setting.getKey().key() + "=" + setting.getValue())
        .collect(Collectors.joining(separator));
  }

  private static void say(String line) {
    Caller.here().err().println("phalanx: " + line);
  }
}
