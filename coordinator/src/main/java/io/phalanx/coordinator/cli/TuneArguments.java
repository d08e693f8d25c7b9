package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.bench.MemoryLimit;
import io.phalanx.coordinator.config.Configuration;
import io.phalanx.coordinator.jobs.JobOptions;
import io.phalanx.coordinator.jobs.JobPlanner;
import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.tune.JobPlace;
import io.phalanx.coordinator.tune.JobWork;
import io.phalanx.coordinator.tune.TaskWork;
import io.phalanx.coordinator.tune.TuneFiles;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Operation.Family;
import io.phalanx.shared.kernel.catalog.Operations;
import io.phalanx.shared.matrix.SharedBlock;
import io.phalanx.shared.plugin.KernelSet;
import io.phalanx.shared.plugin.TaskJars;
import io.phalanx.shared.plugin.TaskSets;
import io.phalanx.shared.protocol.JobRequest;
import io.phalanx.shared.protocol.KernelJarRef;
import io.phalanx.shared.protocol.TaskRequest;
import io.phalanx.shared.task.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What `tune` measures: a job, or tasks.
final class TuneArguments {
  @Parameters(
      paramLabel = "OP [INPUT.npy]",
      arity = "0..4",
      description = "The operation and its input matrices; with --task the task's input, JSON.")
  private List<String> words = List.of();

  @Option(names = "--task", paramLabel = "NAME", description = "Measure this task, not a job.")
  private @Nullable String task;

  @Option(
      names = "--tasks",
      paramLabel = "JAR",
      description = "A jar of tasks, or a library of one; may be repeated.")
  private List<Path> taskJars = List.of();

  @Option(
      names = "--param",
      paramLabel = "NAME=VALUE",
      description = "A parameter of the operation; may be repeated.")
  private Map<String, String> params = Map.of();

  @Mixin private MadeMatrixOptions made = new MadeMatrixOptions();

  @Mixin private KernelOptions kernels = new KernelOptions();

  private @Nullable Operation operation;
  private List<KernelJarRef> jars = List.of();
  private int tileKib;
  private @Nullable Integer tile;

  boolean isOfTasks() {
    return task != null;
  }

  /// Checks what can be checked before anything is made. To be called before anything else is
  /// asked.
  ///
  /// @param tiles sizes of tiles that are tried
  void configure(Configuration configuration, List<Integer> tiles) {
    tileKib = configuration.cluster().tileKib();
    if (isOfTasks()) {
      requireTask(tiles);
      return;
    }
    if (words.isEmpty()) {
      throw new IllegalArgumentException(
          "nothing to measure: name an operation (see phalanx ops), or a task with --task");
    }
    String name = words.getFirst();
    KernelSet set = kernels.setFor(name, configuration);
    int inputs =
        inputs().isEmpty() ? Operations.fewestInputs(set.operations(), name) : inputs().size();
    Operation found = Operations.find(set.operations(), name, inputs);
    made.requireNoneBeside(inputs());
    operation = found;
    jars = set.jars();
    tile = tiles.isEmpty() ? null : tiles.getFirst();
  }

  private void requireTask(List<Integer> tiles) {
    if (words.size() > 1 || !tiles.isEmpty() || made.isSaid()) {
      throw new IllegalArgumentException(
          "a task has one input, JSON, and neither matrix nor tiles: words=" + words);
    }
    JsonText.require("input", taskInput());
  }

  private String taskInput() {
    return words.isEmpty() ? "null" : words.getFirst();
  }

  TaskWork taskWork() {
    String name = Objects.requireNonNull(task);
    List<KernelJarRef> found =
        TaskJars.look(taskJars.stream().map(Caller.here()::resolved).toList());
    TaskSets.of(found).named(name);
    return new TaskWork(
        new TaskRequest(name, taskInput(), 0, 0, TaskRequest.RETRIES_DEFAULT, found));
  }

  /// The folder for what is made: beside the input, where that is a folder that can be written to.
  TuneFiles files(ClusterDirectory directory) {
    if (!inputs().isEmpty() && !SharedBlock.isName(inputs().getFirst())) {
      Path parent = inputs().getFirst().getParent();
      if (parent != null && Files.isWritable(parent)) {
        return TuneFiles.create(parent);
      }
    }
    return TuneFiles.create(directory.root());
  }

  /// The job over the user's matrices, or over such that are made.
  ///
  /// @throws IllegalArgumentException if it cannot be run
  JobWork jobWork(Path folder) {
    JobPlace place = new JobPlace(known(), params, jars, folder);
    JobWork work = inputs().isEmpty() ? randomWork(place) : place.over(inputs());
    requireSound(work);
    return work;
  }

  private JobWork randomWork(JobPlace place) {
    JobRecord.Shape first = made.wanted();
    boolean fills = known().family() == Family.FILL;
    return place.overRandom(
        fills ? List.of(first) : RandomShapes.of(known(), params, first), made.seed());
  }

  /// What memory allows, in bytes a second; empty where that says nothing.
  OptionalDouble limit(MemoryLimit memory, JobWork work, Consumer<String> notes) {
    Optional<MemoryLimit.Stream> stream = JobPlace.stream(known());
    if (stream.isEmpty()) {
      return OptionalDouble.empty();
    }
    notes.accept("measuring what memory allows");
    return memory.measure(stream.get(), size(work.input()), notes);
  }

  private static long size(Path file) {
    try {
      return Files.size(SharedBlock.fileOf(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look at a matrix: file=" + file, e);
    }
  }

  /// Its copy of an input is not there yet.
  private void requireSound(JobWork work) {
    JobRequest request = work.request();
    List<String> found = new ArrayList<>(request.inputs());
    found.set(0, work.input().toString());
    JobRequest sound = request.withInputs(found);
    new JobPlanner(tileKib)
        .plan(tile == null ? sound : sound.withOption(JobOptions.TILE_KIB, tile.toString()));
  }

  private Operation known() {
    return Objects.requireNonNull(operation, "not configured");
  }

  private List<Path> inputs() {
    return words.stream().skip(1).map(Path::of).map(Caller.here()::matrix).toList();
  }
}
