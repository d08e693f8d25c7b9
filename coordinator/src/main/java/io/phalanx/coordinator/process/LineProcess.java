package io.phalanx.coordinator.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A program of others that is spoken to line by line: a request on its standard input, an answer
/// on its standard output. What it prints on standard error goes into a file.
///
/// One thread asks; any may close.
public final class LineProcess implements AutoCloseable {
  private static final int LINES_KEPT_MAX = 1024;
  private static final long END_MS_MAX = 3_000;
  private static final long FOLLOW_MS_MAX = 1_000;

  private final Process process;
  private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>(LINES_KEPT_MAX);

  private LineProcess(Process process) {
    this.process = process;
  }

  /// Starts it, in the folder of the file of its errors.
  ///
  /// @param environment added to that of this process
  /// @param errors the file for its standard error
  /// @throws IOException if the operating system refuses
  public static LineProcess start(
      List<String> command, Map<String, String> environment, Path errors) throws IOException {
    Path folder = errors.toAbsolutePath().getParent();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder == null ? null : folder.toFile())
            .redirectError(errors.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    LineProcess started = new LineProcess(process);
    InputStream output = process.getInputStream();
    Thread.ofVirtual().name("lines").start(() -> started.pump(output));
    return started;
  }

  /// The next line that it prints.
  ///
  /// @throws IOException if it ends, or says nothing within the time
  public String read(long timeoutMs) throws IOException {
    try {
      Optional<String> line = lines.poll(timeoutMs, TimeUnit.MILLISECONDS);
      if (line == null) {
        throw new IOException("no answer: waitedMs=" + timeoutMs);
      }
      return line.orElseThrow(() -> new IOException("the process has ended"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /// Sends a line and returns the answer.
  ///
  /// @throws IOException if it ends, or says nothing within the time
  public String ask(String line, long timeoutMs) throws IOException {
    OutputStream input = process.getOutputStream();
    input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    input.flush();
    return read(timeoutMs);
  }

  /// The last line of a file of errors; empty if there is none.
  public static String lastLine(Path errors) {
    try {
      List<String> said = Files.readAllLines(errors, StandardCharsets.ISO_8859_1);
      return said.isEmpty() ? "" : said.getLast().strip();
    } catch (IOException e) {
      return "";
    }
  }

  /// Ends it: by the end of its input, and if it does not heed that, by a kill of it and of all
  /// processes that it has started.
  @Override
  public void close() {
    List<ProcessHandle> family = process.descendants().toList();
    try {
      process.getOutputStream().close();
      process.waitFor(END_MS_MAX, TimeUnit.MILLISECONDS);
    } catch (IOException e) {
      // It has closed its end: it is ending.
      Thread.onSpinWait();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    kill(process, family);
  }

  /// Kills a process, and those of its family that do not end with it: some tidy up then.
  static void kill(Process process, List<ProcessHandle> family) {
    process.destroyForcibly();
    process.onExit().join();
    CompletableFuture.allOf(
            family.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
        .completeOnTimeout(null, FOLLOW_MS_MAX, TimeUnit.MILLISECONDS)
        .join();
    family.forEach(ProcessHandle::destroyForcibly);
  }

  private void pump(InputStream output) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.put(Optional.of(line));
      }
      lines.put(Optional.empty());
    } catch (IOException e) {
      // It was killed: whoever waits for an answer is told.
      lines.offer(Optional.empty());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
