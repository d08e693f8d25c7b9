package io.phalanx.coordinator.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// A command whose whole life is measured, from its start to its exit.
///
/// @param words the command
/// @param environment added to that of this process
/// @param output the file for what it prints on both streams
public record TimedCommand(List<String> words, Map<String, String> environment, Path output) {
  /// Runs it.
  ///
  /// @param running holds the process while it runs, for whoever must end it
  /// @return how long it took, in ns
  /// @throws IOException if it cannot be started, fails, or takes longer than the time
  public long run(long timeoutMs, AtomicReference<Process> running) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    long startNs = System.nanoTime();
    Process process = builder.start();
    running.set(process);
    try {
      boolean ended = process.waitFor(timeoutMs, TimeUnit.MILLISECONDS);
      long elapsedNs = System.nanoTime() - startNs;
      if (!ended) {
        throw new IOException("it did not end: waitedMs=" + timeoutMs);
      }
      if (process.exitValue() != 0) {
        throw new IOException(
            "exit=" + process.exitValue() + ", said=" + LineProcess.lastLine(output));
      }
      return elapsedNs;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      running.set(null);
      if (process.isAlive()) {
        LineProcess.kill(process, process.descendants().toList());
      }
    }
  }
}
