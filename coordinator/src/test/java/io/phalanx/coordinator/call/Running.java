package io.phalanx.coordinator.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A shell that stands for the `phalanx` script.
final class Running {
  private static final Path SCRIPT = Path.of("../launch-scripts/call-cluster.sh").toAbsolutePath();
  private static final long LIMIT_S = 30;

  private final Path folder;
  private final ProcessBuilder builder;
  private @Nullable Path out;
  private @Nullable Path err;
  private @Nullable Process process;

  /// @param folder its working folder, in which it also finds the build
  Running(Path folder, List<String> command) {
    this.folder = folder;
    this.builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", System.getenv("PATH"));
    builder.environment().put("CALL_SCRIPT", SCRIPT.toString());
    builder.environment().put("PROGRAM", CallServerTest.PROGRAM);
    builder.environment().put("PRELUDE", "");
    builder.environment().put("PHALANX_DIR", "/the/default");
    builder.environment().put("PHALANX_KEEP_ALIVE", "10m");
  }

  /// What it left behind.
  record Outcome(int exit, String out, String err) {}

  /// Has it do something first.
  Running with(String prelude) {
    builder.environment().put("PRELUDE", prelude);
    return this;
  }

  /// Sends its results there.
  Running to(Path file) {
    out = file;
    return this;
  }

  Running start() throws IOException {
    Path results = out == null ? Files.createTempFile(folder, "out", ".txt") : out;
    Path complaints = Files.createTempFile(folder, "err", ".txt");
    process = builder.redirectOutput(results.toFile()).redirectError(complaints.toFile()).start();
    out = results;
    err = complaints;
    return this;
  }

  Process process() {
    return Objects.requireNonNull(process);
  }

  Outcome await() throws IOException, InterruptedException {
    boolean ended = process().waitFor(LIMIT_S, TimeUnit.SECONDS);
    process().destroyForcibly();
    Path results = Objects.requireNonNull(out);
    String said = Files.isRegularFile(results) ? Files.readString(results, UTF_8) : "";
    String complaints = Files.readString(Objects.requireNonNull(err), UTF_8);
    assertThat(ended).as("ended; stderr: %s", complaints).isTrue();
    return new Outcome(process().exitValue(), said, complaints);
  }

  Outcome run() throws IOException, InterruptedException {
    return start().await();
  }
}
