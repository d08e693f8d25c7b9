package io.phalanx.coordinator.process;

import io.phalanx.shared.config.OwnerOnly;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.exec.ExecuteStreamHandler;
import org.jspecify.annotations.Nullable;

/// A worker's three streams.
///
/// Standard input is a pipe that stays open and unwritten for as long as the coordinator lives; its
/// end tells the worker that the coordinator is gone. Standard output and error go line by line
/// into one file, bounded by size: a worker's own log is elsewhere, this is for what the JVM or a
/// user's kernel prints.
final class WorkerStreams implements ExecuteStreamHandler {
  private static final String INCUBATOR_NOTICE = "WARNING: Using incubator modules";
  private static final long BYTES_MAX = 4 << 20;
  private static final long JOIN_MS = 1000;

  private final Path file;
  private final List<Thread> pumps = new ArrayList<>();
  private final List<InputStream> sources = new ArrayList<>();
  private @Nullable OutputStream input;
  private @Nullable Writer writer;
  private long written;

  WorkerStreams(Path file) {
    this.file = file;
  }

  @Override
  public void setProcessInputStream(OutputStream stream) {
    input = stream;
  }

  @Override
  public void setProcessOutputStream(InputStream stream) {
    sources.add(stream);
  }

  @Override
  public void setProcessErrorStream(InputStream stream) {
    sources.add(stream);
  }

  @Override
  public void start() throws IOException {
    boolean full = Files.exists(file) && Files.size(file) > BYTES_MAX;
    writer =
        Files.newBufferedWriter(
            file,
            StandardOpenOption.CREATE,
            full ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND);
    OwnerOnly.restrict(file);
    for (InputStream source : sources) {
      pumps.add(Thread.ofVirtual().name("pump").start(() -> pump(source)));
    }
  }

  @Override
  public void stop() throws IOException {
    try {
      for (Thread pump : pumps) {
        pump.join(JOIN_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (input != null) {
      input.close();
    }
    if (writer != null) {
      writer.close();
    }
  }

  private void pump(InputStream source) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(source, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.startsWith(INCUBATOR_NOTICE)) {
          append(line);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // The process has ended, or the disk is full: what it still prints has nowhere to go.
    }
  }

  private synchronized void append(String line) throws IOException {
    Writer target = writer;
    if (target == null || written > BYTES_MAX) {
      return;
    }
    target.write(line);
    target.write('\n');
    target.flush();
    written += line.length() + 1L;
  }
}
