package io.phalanx.shared.testing;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A script that runs, spoken to line by line.
public final class NumPySession implements AutoCloseable {
  private static final long SECONDS_MAX = 60;

  private final Process process;
  private final BufferedReader output;
  private final BufferedWriter input;
  private final CompletableFuture<String> errors;

  NumPySession(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
    this.input = process.outputWriter(StandardCharsets.UTF_8);
    this.errors = CompletableFuture.supplyAsync(() -> errorText(process));
  }

  /// Sends a line to the script's standard input.
  public void send(String line) {
    try {
      input.write(line);
      input.newLine();
      input.flush();
    } catch (IOException e) {
      throw new AssertionError("python has gone: " + errors.join(), e);
    }
  }

  /// The next line that the script prints.
  ///
  /// @throws AssertionError if it ends before, or stays silent for a minute
  public String readLine() {
    String line = within(output::readLine);
    if (line == null) {
      throw new AssertionError("python ended early: " + errors.join());
    }
    return line;
  }

  /// Closes the script's standard input, waits for its end, and gives the rest of what it printed.
  public String finish() {
    try {
      input.close();
      String rest = within(() -> String.join("\n", output.lines().toList()));
      boolean ended = process.waitFor(SECONDS_MAX, TimeUnit.SECONDS);
      if (!ended || process.exitValue() != 0) {
        process.destroyForcibly(); // else its errors would never end
        throw new AssertionError("python failed: " + errors.join());
      }
      return rest == null ? "" : rest;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("python failed: " + errors.join(), e);
    }
  }

  /// Ends the script, whatever it does.
  @Override
  public void close() {
    process.destroyForcibly();
  }

  private <T extends @Nullable Object> T within(Callable<T> reading) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            result.complete(reading.call());
          } catch (Exception e) {
            result.completeExceptionally(e);
          }
        });
    try {
      return result.get(SECONDS_MAX, TimeUnit.SECONDS);
    } catch (Exception e) {
      process.destroyForcibly();
      throw new AssertionError("no answer from python: " + errors.join(), e);
    }
  }

  private static String errorText(Process process) {
    return String.join("\n", process.errorReader(StandardCharsets.UTF_8).lines().toList());
  }
}
