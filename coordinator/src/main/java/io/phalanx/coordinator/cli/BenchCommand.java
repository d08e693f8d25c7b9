package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.bench.Bench;
import io.phalanx.coordinator.bench.BenchOperation;
import io.phalanx.coordinator.bench.BenchReport;
import io.phalanx.coordinator.bench.BenchSpec;
import io.phalanx.coordinator.bench.Peers;
import io.phalanx.coordinator.config.Variable;
import io.phalanx.coordinator.report.bench.BenchJson;
import io.phalanx.coordinator.report.bench.BenchMarkdown;
import io.phalanx.shared.config.ClusterSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `phalanx bench`.
@Command(
    name = "bench",
    description = {
      "Measures operations on a warm cluster of its own, beside the machine's limit (plain C, where"
          + " there is a compiler) and, with --peers, beside NumPy, numexpr, joblib, Dask and mpi4py"
          + " where they are installed; with --cold, whole programs from start to exit as well.",
      "All take turns, round by round, on the same matrices. What each computes is checked first.",
      "Everything it makes is removed at the end."
    },
    mixinStandardHelpOptions = true,
    subcommands = BenchTasksCommand.class,
    footer = {
      "",
      "Examples:",
      "  phalanx bench --quick",
      "  phalanx bench sigmoid sum --peers --markdown bench.md",
      "  phalanx bench --peers=numpy,numexpr --cold --json"
    })
final class BenchCommand implements Callable<Integer> {
  private static final Path PYTHON_OF_THE_SYSTEM = Path.of("/usr/bin/python3");
  private static final long QUICK_BYTES = 64L << 20;
  private static final int QUICK_ROUNDS = 3;

  @Mixin private Place place = new Place();
  @Mixin private Output output = new Output();

  @Parameters(
      paramLabel = "OP",
      arity = "0..*",
      description =
          "Operations to measure: sigmoid tanh exp softmax standardize relu affine scale copy sum"
              + " mean min max matmul (default: all), or none.")
  private List<String> operations = List.of();

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description = "Size of a matrix, such as 64MiB (default: 512MiB).")
  private @Nullable Long size;

  @Option(names = "--rounds", paramLabel = "N", description = "Rounds (default: 5).")
  private @Nullable Integer rounds;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description =
          "Begin no further round of an operation after so many seconds, once there were three"
              + " (default: 10).")
  private double seconds = 10;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Workers, and processes or threads of peers (default: one per core).")
  private @Nullable Integer workers;

  @Option(
      names = "--peers",
      paramLabel = "NAMES",
      arity = "0..1",
      split = ",",
      fallbackValue = "all",
      description =
          "Peers to run beside it: all (default), or some of numpy,numexpr,joblib,dask,mpi4py.")
  private List<String> peers = List.of();

  @Option(
      names = "--cold",
      description = "Measure phalanx run and fresh Python programs from start to exit, too.")
  private boolean cold;

  @Option(
      names = "--cold-size",
      paramLabel = "SIZES",
      split = ",",
      converter = SizeConverter.class,
      description = "Sizes of matrices of --cold (default: 64MiB,512MiB,4GiB).")
  private List<Long> coldSizes = List.of(64L << 20, 512L << 20, 4L << 30);

  @Option(
      names = "--small-jobs",
      paramLabel = "N",
      description = "Jobs over 1 MiB, for the time from submission to end (default: 200).")
  private int smallJobs = 200;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "Folder for the matrices, in memory for meaningful figures (default: /dev/shm).")
  private Path folder = Path.of("/dev/shm");

  @Option(names = "--quick", description = "64MiB and 3 rounds, for a first look.")
  private boolean quick;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description = "Write the tables to this file as well.")
  private @Nullable Path markdown;

  @Override
  public Integer call() throws IOException {
    BenchReport report = Bench.run(benchmark(), line -> System.err.println("phalanx: " + line));
    String tables = BenchMarkdown.of(report);
    if (markdown != null) {
      Files.writeString(markdown, tables);
    }
    if (output.isJson()) {
      output.print(BenchJson.of(report));
    } else {
      output.printText(tables);
    }
    return report.isSound() ? PhalanxCli.DONE : PhalanxCli.FAILED;
  }

  private BenchSpec benchmark() {
    int many = workers == null ? ClusterSettings.defaults().workers() : workers;
    BenchSpec.Places places =
        new BenchSpec.Places(
            Place.distribution(),
            place.directory().root(),
            folder.toAbsolutePath().normalize(),
            python(),
            many);
    long bytes = quick ? QUICK_BYTES : 512L << 20;
    int count = quick ? QUICK_ROUNDS : 5;
    return new BenchSpec(
        chosen(),
        size == null ? bytes : size,
        rounds == null ? count : rounds,
        seconds,
        smallJobs,
        cold ? coldSizes : List.of(),
        groups(),
        places);
  }

  private List<BenchOperation> chosen() {
    if (operations.isEmpty()) {
      return Arrays.asList(BenchOperation.values());
    }
    return operations.equals(List.of("none"))
        ? List.of()
        : operations.stream()
            .map(name -> BenchOperation.ofLabel(name.toLowerCase(Locale.ROOT)))
            .toList();
  }

  private Set<String> groups() {
    if (peers.equals(List.of("all"))) {
      return Peers.groups();
    }
    Set<String> unknown = new LinkedHashSet<>(peers);
    unknown.removeAll(Peers.groups());
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "no such peers: peers=" + unknown + ", known=" + Peers.groups());
    }
    return new LinkedHashSet<>(peers);
  }

  /// The Python to run: the user's choice, else that of the system.
  static String python() {
    String variable = Variable.PYTHON.value();
    if (variable != null && !variable.isEmpty()) {
      return variable;
    }
    return Files.isExecutable(PYTHON_OF_THE_SYSTEM) ? PYTHON_OF_THE_SYSTEM.toString() : "python3";
  }
}
