package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One run of a script, with an environment of its own: nothing of the caller's reaches it.
final class Script {
  private final ProcessBuilder builder;
  private final Path out;
  private final Path err;
  private Duration limit = Duration.ofSeconds(60);

  private Script(ProcessBuilder builder, Path out, Path err) {
    this.builder = builder;
    this.out = out;
    this.err = err;
  }

  /// What a finished script left behind.
  record Outcome(int exit, String out, String err) {
    List<String> lines() {
      return out.lines().toList();
    }
  }

  /// A script to be run.
  ///
  /// @param folder its working folder, which also gets what it prints
  static Script of(Path folder, Path program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    return new Script(builder, out, err);
  }

  /// Sets another working folder; what it prints stays where it was to go.
  Script in(Path folder) {
    builder.directory(folder.toFile());
    return this;
  }

  Script with(String name, Object value) {
    builder.environment().put(name, value.toString());
    return this;
  }

  /// Allows it more than a minute.
  Script within(Duration longer) {
    limit = longer;
    return this;
  }

  /// Waits until it has printed a text on stderr.
  void awaitErr(String text) throws IOException {
    long deadlineNs = System.nanoTime() + limit.toNanos();
    while (!err().contains(text)) {
      assertThat(System.nanoTime()).as("%s in: %s", text, err()).isLessThan(deadlineNs);
      Thread.onSpinWait();
    }
  }

  /// Waits until it has printed a text on stdout.
  void awaitOut(String text) throws IOException {
    long deadlineNs = System.nanoTime() + limit.toNanos();
    while (!Files.readString(out).contains(text)) {
      assertThat(System.nanoTime())
          .as("%s in: %s; stderr: %s", text, Files.readString(out), err())
          .isLessThan(deadlineNs);
      Thread.onSpinWait();
    }
  }

  /// Starts it, to be awaited.
  Process start() throws IOException {
    return builder.start();
  }

  /// Starts it, to be ended by the caller.
  ///
  /// @param printed gets what it prints
  Process start(Path printed) throws IOException {
    return builder.redirectOutput(Files.createFile(printed).toFile()).start();
  }

  Outcome run() throws IOException, InterruptedException {
    return await(start());
  }

  Outcome await(Process process) throws IOException, InterruptedException {
    boolean finished = process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
    if (!finished) {
      process.destroyForcibly();
    }
    assertThat(finished).as("%s finished; stderr: %s", builder.command(), err()).isTrue();
    return new Outcome(process.exitValue(), Files.readString(out), err());
  }

  private String err() throws IOException {
    return Files.readString(err);
  }
}
