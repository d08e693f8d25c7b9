package io.phalanx.coordinator.bench;

import io.phalanx.coordinator.process.LineProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A peer in a process that stays. One that fails or hangs is killed, and started anew for the next
/// task.
final class PeerContender implements Contender {
  private static final String NONE = "-";

  private final Peer peer;
  private final Path errors;
  private final long timeoutMs;
  private volatile @Nullable LineProcess process;
  private String missing = "";
  private List<String> versions = List.of();

  /// @param errors file for what it complains of
  /// @param timeoutMs how long it may take to answer
  PeerContender(Peer peer, Path errors, long timeoutMs) {
    this.peer = peer;
    this.errors = errors;
    this.timeoutMs = timeoutMs;
  }

  @Override
  public String name() {
    return peer.name();
  }

  @Override
  public String description() {
    return peer.description();
  }

  /// Starts it, if it is not running.
  ///
  /// @return why it cannot take part; empty if it can
  Optional<String> start() {
    if (process == null && missing.isEmpty()) {
      try {
        LineProcess started = LineProcess.start(peer.command(), peer.environment(), errors);
        process = started;
        greet(started.read(timeoutMs));
      } catch (IOException e) {
        close();
        String said = LineProcess.lastLine(errors);
        missing = "cannot start: " + e.getMessage() + (said.isEmpty() ? "" : ", said=" + said);
      }
    }
    return missing.isEmpty() ? Optional.empty() : Optional.of(missing);
  }

  /// NAME=VERSION of what it runs on, once it runs.
  List<String> versions() {
    return versions;
  }

  @Override
  public Optional<String> prepare(BenchTask task) throws IOException {
    Optional<String> absent = start();
    if (absent.isPresent()) {
      return absent;
    }
    List<String> answer =
        ask(
            String.join(
                "\t",
                "prepare",
                task.operation().label(),
                task.x().toString(),
                task.y() == null ? NONE : task.y().toString(),
                task.out() == null ? NONE : task.out().toString(),
                String.valueOf(task.operation().a()),
                String.valueOf(task.operation().b())));
    return answer.getFirst().equals("skip") ? Optional.of(answer.get(1)) : Optional.empty();
  }

  @Override
  public Run run() throws IOException {
    List<String> answer = ask("run");
    try {
      return new Run(Long.parseLong(answer.get(1)), null, number(answer.get(2)));
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw new IOException("unreadable answer: words=" + answer, e);
    }
  }

  @Override
  public Path output(BenchTask task) {
    Path out = task.out();
    return out == null ? task.x() : out.resolveSibling(out.getFileName() + peer.outputSuffix());
  }

  @Override
  public void close() {
    LineProcess running = process;
    process = null;
    if (running != null) {
      running.close();
    }
  }

  private void greet(String line) throws IOException {
    List<String> words = words(line);
    switch (words.getFirst()) {
      case "hello" -> versions = words.subList(1, words.size());
      case "missing" -> {
        close();
        missing = String.join(" ", words.subList(1, words.size()));
      }
      default -> throw new IOException("no greeting: line=" + line);
    }
  }

  private List<String> ask(String line) throws IOException {
    LineProcess running = process;
    if (running == null) {
      throw new IOException("it is not running");
    }
    try {
      List<String> words = words(running.ask(line, timeoutMs));
      boolean known = words.getFirst().equals("ok") || words.getFirst().equals("skip");
      if (!known) {
        throw new IOException(String.join(" ", words));
      }
      return words;
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /// A number as Python and C print it.
  private static @Nullable Double number(String text) {
    return switch (text) {
      case NONE -> null;
      case "nan", "-nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.valueOf(text);
    };
  }

  private static List<String> words(String line) {
    return Arrays.asList(line.split("\t"));
  }
}
