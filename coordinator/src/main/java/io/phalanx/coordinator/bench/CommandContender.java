package io.phalanx.coordinator.bench;

import io.phalanx.coordinator.process.TimedCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A program that is started for each run, from its start to its exit.
final class CommandContender implements Contender {
  /// Stands for the matrix file in a command.
  static final String FILE = "{file}";

  private final String name;
  private final String description;
  private final List<String> words;
  private final Map<String, String> environment;
  private final Place place;
  private final AtomicReference<@Nullable Process> running = new AtomicReference<>();
  private List<String> command = List.of();

  CommandContender(
      String name,
      String description,
      List<String> words,
      Map<String, String> environment,
      Place place) {
    this.name = name;
    this.description = description;
    this.words = List.copyOf(words);
    this.environment = Map.copyOf(environment);
    this.place = place;
  }

  /// Where and how long it may run.
  ///
  /// @param output file for what it prints
  /// @param timeoutMs how long a run may take
  record Place(Path output, long timeoutMs) {}

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public Optional<String> prepare(BenchTask task) {
    List<String> prepared = new ArrayList<>(words);
    prepared.replaceAll(word -> word.equals(FILE) ? task.x().toString() : word);
    command = prepared;
    return Optional.empty();
  }

  @Override
  public Run run() throws IOException {
    TimedCommand timed = new TimedCommand(command, environment, place.output());
    return new Run(timed.run(place.timeoutMs(), running), null, null);
  }

  @Override
  public Path output(BenchTask task) {
    return task.x();
  }

  @Override
  public void close() {
    Process process = running.get();
    if (process != null) {
      process.destroyForcibly();
    }
  }
}
