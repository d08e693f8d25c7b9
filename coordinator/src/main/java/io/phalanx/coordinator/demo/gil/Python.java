package io.phalanx.coordinator.demo.gil;

import io.phalanx.coordinator.process.LineProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A Python that does the work, with its threads and processes at the ready. It speaks the lines of
/// peers/reference_work.py.
final class Python implements AutoCloseable {
  private static final long ANSWER_MS_MAX = 60_000;

  private final LineProcess process;
  private final PythonKind kind;

  private Python(LineProcess process, PythonKind kind) {
    this.process = process;
    this.kind = kind;
  }

  /// Starts it.
  ///
  /// @param program the Python
  /// @param script what it runs
  /// @param errors file for what it complains of
  /// @throws IOException if there is no such program, or it cannot do this; the message says why
  static Python start(String program, Path script, GilWork work, Path errors) throws IOException {
    List<String> command =
        List.of(
            program,
            script.toString(),
            String.valueOf(work.threads()),
            String.valueOf(work.times()));
    LineProcess process =
        LineProcess.start(command, Map.of("PYTHONDONTWRITEBYTECODE", "1"), errors);
    try {
      String[] words = process.read(ANSWER_MS_MAX).split("\t", -1);
      if (words.length != 3 || !words[0].equals("ready")) {
        throw new IOException(String.join(" ", words));
      }
      return new Python(process, new PythonKind(words[1], PythonKind.Lock.of(words[2])));
    } catch (IOException e) {
      process.close();
      String said = LineProcess.lastLine(errors);
      throw new IOException(e.getMessage() + (said.isEmpty() ? "" : ", said=" + said), e);
    }
  }

  /// What it is.
  PythonKind kind() {
    return kind;
  }

  /// Its ways to do the work.
  List<Contestant> contestants() {
    List<Contestant> all = new ArrayList<>();
    for (Way way : Way.values()) {
      if (way.language() == Way.Language.PYTHON) {
        all.add(new InPython(way, process));
      }
    }
    return all;
  }

  @Override
  public void close() {
    process.close();
  }

  /// One of them; it measures itself.
  private record InPython(Way way, LineProcess process) implements Contestant {
    @Override
    public Lap run() throws IOException {
      String answer = process.ask(way.on(), ANSWER_MS_MAX);
      String[] words = answer.split("\t", -1);
      if (words.length != 3 || !words[0].equals("ok")) {
        throw new IOException("Python failed: way=" + way.on() + ", answer=" + answer);
      }
      return new Lap(Long.parseLong(words[1]), Long.parseLong(words[2]));
    }
  }
}
