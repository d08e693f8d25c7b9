package io.phalanx.coordinator.process;

import io.phalanx.coordinator.call.Build;
import io.phalanx.coordinator.postmortem.Autopsy;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.ClusterSettings;
import io.phalanx.shared.config.WorkerSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the installed program lies: its jars, its JVM options, its java.
///
/// @param home the distribution's folder
/// @param caches the folder of what its processes start fast from, see make-aot-cache; where it has
///   none they start all the same
/// @param java the java program of the JDK that runs this process
/// @param archiveRecord where a worker records what its class archive is made from; null for
///   workers that use the archive
public record Distribution(Path home, Path caches, Path java, @Nullable String archiveRecord) {
  /// The class that a worker runs, followed by the cluster's directory.
  public static final String WORKER_MAIN = "io.phalanx.worker.WorkerMain";

  /// What a worker makes (logs, crash files, queues) is its owner's alone.
  ///
  /// Ctrl-C in a terminal reaches every process of its group. What is ignored when java starts
  /// stays ignored: workers leave it to the coordinator to stop them in order.
  ///
  /// OpenBLAS starts its threads as it is loaded, and asks the environment how many; the first word
  /// says it.
  private static final String IGNORING_TERMINAL =
      "umask 077; trap '' INT HUP; OPENBLAS_NUM_THREADS=\"$0\" exec \"$@\"";

  /// The distribution in this folder, run with this process's own JDK.
  ///
  /// @throws IllegalStateException if the folder holds none
  public static Distribution at(Path home) {
    Path jar = home.resolve("lib").resolve("phalanx-worker.jar");
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(
          "no distribution here: home="
              + home
              + ", missing="
              + jar
              + "; start through launch-scripts/phalanx, or set -Dphalanx.home");
    }
    Path java =
        ProcessHandle.current()
            .info()
            .command()
            .map(Path::of)
            .orElseThrow(() -> new IllegalStateException("this process does not know its java"));
    return new Distribution(
        home.toAbsolutePath(), home.toAbsolutePath().resolve("lib"), java, null);
  }

  /// The same with its caches in another folder.
  public Distribution withCaches(Path folder) {
    return new Distribution(home, folder, java, archiveRecord);
  }

  /// The same for a training run of the program, see make-aot-cache.
  public Distribution recording(String file) {
    return new Distribution(home, caches, java, file);
  }

  /// Which build of the program lies there now.
  public Build build() {
    return Build.of(home);
  }

  /// The command that becomes a worker.
  List<String> workerCommand(ClusterDirectory directory, ClusterSettings settings, int workerId) {
    WorkerSettings worker = settings.worker();
    Path crash = Autopsy.crashFile(directory, workerId, "%p");
    List<String> command = new ArrayList<>(shell(worker));
    command.addAll(
        List.of(
            java.toString(),
            "@" + home.resolve("jvm.options"),
            "@" + home.resolve("worker.options"),
            "@" + home.resolve("compiler.options"),
            "-Xmx" + worker.heapMib() + "m",
            "-XX:ActiveProcessorCount=" + worker.threads(),
            "-XX:ErrorFile=" + crash,
            "-XX:+ExitOnOutOfMemoryError"));
    command.addAll(archiveOptions());
    Path openBlas = home.resolve("lib").resolve("openblas").resolve("libopenblas.so.0");
    if (Files.isRegularFile(openBlas)) {
      command.add("-Dphalanx.openblas=" + openBlas);
    }
    command.addAll(
        List.of(
            "-cp",
            home.resolve("lib").resolve("phalanx-worker.jar").toString(),
            WORKER_MAIN,
            directory.root().toString(),
            String.valueOf(workerId)));
    return command;
  }

  /// What becomes the command that follows. `nice` is POSIX: it adds to the niceness it is run
  /// with.
  private static List<String> shell(WorkerSettings worker) {
    List<String> words =
        new ArrayList<>(
            List.of("/bin/sh", "-c", IGNORING_TERMINAL, String.valueOf(worker.threads())));
    if (worker.nice() > 0) {
      words.addAll(List.of("nice", "-n", String.valueOf(worker.nice())));
    }
    return words;
  }

  /// Not an AOT cache, as the coordinator has: with the module of the Vector API such a cache holds
  /// no lambdas, of which a worker has hundreds, and an archive of classes does.
  private List<String> archiveOptions() {
    return archiveRecord == null
        ? List.of("-XX:SharedArchiveFile=" + caches.resolve("phalanx-worker.jsa"))
        : List.of("-XX:DumpLoadedClassList=" + archiveRecord, "-Dphalanx.records=true");
  }

  /// The command that runs another class of the coordinator's jar in a JVM of its own.
  public List<String> javaCommand(String mainClass, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                java.toString(),
                "@" + home.resolve("jvm.options"),
                "-cp",
                home.resolve("lib").resolve("phalanx-coordinator.jar").toString(),
                mainClass));
    command.addAll(List.of(arguments));
    return command;
  }

  /// The command that becomes a coordinator of its own, as `phalanx start` does. Its class path has
  /// the jars of Chronicle Map, too: last, since an AOT cache allows for more at the end alone.
  List<String> startCommand(List<String> arguments) {
    Path jar = home.resolve("lib").resolve("phalanx-coordinator.jar");
    Path mapJars = home.resolve("lib").resolve("map");
    List<String> command =
        new ArrayList<>(
            List.of(
                java.toString(),
                "@" + home.resolve("jvm.options"),
                "-XX:TieredStopAtLevel=1",
                "-XX:AOTCache=" + caches.resolve("phalanx-coordinator.aot"),
                "-Dphalanx.home=" + home,
                "-Dphalanx.caches=" + caches,
                "-cp",
                jar + ":" + mapJars + "/*",
                "io.phalanx.coordinator.cli.PhalanxCli",
                "start"));
    command.addAll(arguments);
    return command;
  }
}
