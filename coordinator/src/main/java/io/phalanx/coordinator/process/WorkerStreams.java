package io.phalanx.coordinator.process;

import io.phalanx.shared.config.OwnerOnly;
import io.phalanx.shared.lifecycle.ProcessLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.exec.ExecuteStreamHandler;
import org.jspecify.annotations.Nullable;

/// A worker's three streams.
///
/// Standard input is a pipe that stays open and unwritten for as long as the coordinator lives; its
/// end tells the worker that the coordinator is gone. Standard output and error go line by line
/// into one file, which is renamed like a log when it is full, so that the last words are kept: a
/// worker's own log is elsewhere, this is for what the JVM or a user's kernel prints.
final class WorkerStreams implements ExecuteStreamHandler {
  private static final String INCUBATOR_NOTICE = "WARNING: Using incubator modules";
  private static final long BYTES_MAX = 4 << 20;

  /// Of a line without end, this much is a line.
  private static final int LINE_CHARS_MAX = 64 << 10;

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
    open();
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
    try (Reader reader =
        new BufferedReader(new InputStreamReader(source, StandardCharsets.UTF_8))) {
      StringBuilder line = new StringBuilder();
      for (int read = reader.read(); read >= 0; read = reader.read()) {
        if (read != '\n') {
          line.append((char) read);
        }
        if (read == '\n' || line.length() == LINE_CHARS_MAX) {
          append(line);
        }
      }
      if (!line.isEmpty()) {
        append(line);
      }
    } catch (IOException | UncheckedIOException e) {
      // The process has ended, or the disk is full: what it still prints has nowhere to go.
    }
  }

  /// Takes the line out.
  private synchronized void append(StringBuilder line) throws IOException {
    boolean returns = !line.isEmpty() && line.charAt(line.length() - 1) == '\r';
    String text = line.substring(0, line.length() - (returns ? 1 : 0));
    line.setLength(0);
    Writer target = writer;
    if (target == null || text.startsWith(INCUBATOR_NOTICE)) {
      return;
    }
    target.write(text);
    target.write('\n');
    target.flush();
    written += text.length() + 1L;
    if (written > BYTES_MAX) {
      target.close();
      open();
    }
  }

  private synchronized void open() throws IOException {
    if (Files.exists(file) && Files.size(file) > BYTES_MAX) {
      Files.move(
          file,
          file.resolveSibling(file.getFileName() + ProcessLog.OLDER),
          StandardCopyOption.REPLACE_EXISTING);
    }
    writer = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    written = Files.size(file);
    OwnerOnly.restrict(file);
  }
}
