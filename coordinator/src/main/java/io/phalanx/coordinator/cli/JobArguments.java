package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.config.Configuration;
import io.phalanx.coordinator.config.Setting;
import io.phalanx.coordinator.jobs.JobOptions;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Operation.Family;
import io.phalanx.shared.kernel.catalog.Operations;
import io.phalanx.shared.plugin.KernelSet;
import io.phalanx.shared.protocol.JobRequest;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What is to be computed, as `run` and `submit` take it.
final class JobArguments {
  @Parameters(index = "0", paramLabel = "OP", description = "The operation; see phalanx ops.")
  private String operation = "";

  @Parameters(
      index = "1..*",
      arity = "0..2",
      paramLabel = "INPUT.npy",
      description = {
        "Input matrices; also 'shm:NAME?shape=RxC&dtype=TYPE',",
        "a block of Python's shared memory."
      })
  private List<Path> inputs = List.of();

  @Option(names = "--out", paramLabel = "FILE", description = "Write the result to this .npy file.")
  private @Nullable Path out;

  @Option(names = "--in-place", description = "Overwrite the first input.")
  private boolean inPlace;

  @Option(
      names = "--param",
      paramLabel = "NAME=VALUE",
      description = "A parameter of the operation; may be repeated.")
  private Map<String, String> params = Map.of();

  @Option(
      names = "--tile-kib",
      paramLabel = "K",
      description = "Size of a tile in KiB (default: 256).")
  private @Nullable String tileKib;

  @Option(
      names = "--durable",
      negatable = true,
      description =
          "Sync the output to the disk before it is named (default: $PHALANX_DURABLE, else durable of"
              + " phalanx.properties, else not).")
  private @Nullable Boolean durable;

  @Mixin private MadeMatrixOptions made = new MadeMatrixOptions();

  @Mixin private KernelOptions kernels = new KernelOptions();

  private @Nullable KernelSet kernelSet;
  private boolean durableWanted;

  /// What the command line says of settings. The size of a tile is that of the one job.
  Map<Setting, String> said() {
    Map<Setting, String> said = new EnumMap<>(Setting.class);
    ClusterOptions.say(said, Setting.DURABLE, durable == null ? null : durable.toString());
    return said;
  }

  /// Takes what is set, and reads the jars that are. To be called before anything else is asked.
  void configure(Configuration configuration) {
    durableWanted = configuration.number(Setting.DURABLE) != 0;
    kernelSet = kernels.setFor(operation, configuration);
  }

  /// The request, its paths made absolute.
  JobRequest request() {
    made.requireNoneBeside(inputs);
    return new JobRequest(
        operation,
        parameters(),
        inputs.stream().map(JobArguments::absolute).toList(),
        out == null ? null : absolute(out),
        inPlace,
        options(),
        kernelSet().jars());
  }

  /// The request over matrices that are made for it. Where nobody says where its output goes, it
  /// goes with them.
  JobRequest request(RandomInput random) {
    List<Operation> known = kernelSet().operations();
    Operation operator = Operations.find(known, operation, random.files().size());
    boolean reduces = operator.family() == Family.REDUCTION;
    boolean overwrite = inPlace || (out == null && !reduces && operator.traits().inPlace());
    String target = out == null ? null : absolute(out);
    if (target == null && !overwrite && !reduces) {
      target = random.output().toString();
    }
    return new JobRequest(
        operation, params, random.files(), target, overwrite, options(), kernelSet().jars());
  }

  /// True if matrices are to be made: there is no INPUT, and the operation is no fill.
  boolean needsRandomInput() {
    return inputs.isEmpty() && randomInputs() > 0;
  }

  RandomInput createRandomInput(ClusterDirectory directory) {
    Operation operator = Operations.find(kernelSet().operations(), operation, randomInputs());
    return RandomInput.create(
        directory, RandomShapes.of(operator, params, made.wanted()), made.seed());
  }

  private KernelSet kernelSet() {
    return Objects.requireNonNull(kernelSet, "not configured");
  }

  private int randomInputs() {
    return Operations.fewestInputs(kernelSet().operations(), operation);
  }

  /// The parameters; the seed of a fill may be given as `--seed` too.
  private Map<String, String> parameters() {
    Long seed = made.saidSeed();
    if (seed == null) {
      return params;
    }
    Map<String, String> all = new LinkedHashMap<>(params);
    all.put("seed", seed.toString());
    return all;
  }

  private Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    if (inputs.isEmpty() && randomInputs() == 0) {
      options.put(JobOptions.SHAPE, made.shape());
      options.put(JobOptions.DTYPE, made.dtype());
    }
    if (tileKib != null) {
      options.put(JobOptions.TILE_KIB, tileKib);
    }
    if (durableWanted) {
      options.put(JobOptions.DURABLE, "true");
    }
    return options;
  }

  private static String absolute(Path path) {
    return Caller.here().matrix(path).toString();
  }
}
