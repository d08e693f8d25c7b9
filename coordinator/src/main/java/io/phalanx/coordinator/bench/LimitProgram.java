package io.phalanx.coordinator.bench;

import io.phalanx.coordinator.process.Distribution;
import io.phalanx.coordinator.process.TimedCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/// The program that shows what the machine can do at most: plain streams in C, or in Java where
/// there is no compiler.
///
/// @param distribution the installed program
/// @param source of it in C
/// @param folder for the built program
/// @param workers number of its processes
record LimitProgram(Distribution distribution, Path source, Path folder, int workers) {
  private static final long BUILD_MS_MAX = 60_000;
  private static final String COMPILER = "cc";

  /// Builds it.
  ///
  /// @throws IOException if there is no compiler, or it complains
  List<Peer> build() throws IOException {
    Path program = folder.resolve("limit");
    List<String> words =
        List.of(
            COMPILER,
            "-O3",
            "-march=native",
            "-ffast-math",
            "-o",
            program.toString(),
            source.toString());
    new TimedCommand(words, Map.of(), folder.resolve("limit.log"))
        .run(BUILD_MS_MAX, new AtomicReference<>());
    String many = workers + " processes";
    return List.of(
        peer(program, "limit", "plain", workers, "C, " + many + " on the same mapping"),
        peer(program, "limit-1", "plain", 1, "C, 1 process"),
        peer(program, "limit-stream", "stream", workers, "C, " + many + ", non-temporal stores"),
        peer(program, "limit-fresh", "fresh", workers, "C, " + many + ", a new file for each run"));
  }

  /// The same in Java, on threads.
  List<Peer> inJava() {
    return List.of(
        inJava("limit", workers, workers + " threads"), inJava("limit-1", 1, "1 thread"));
  }

  private Peer inJava(String name, int threads, String how) {
    List<String> command =
        distribution.javaCommand(LimitMain.class.getName(), String.valueOf(threads));
    return new Peer(name, "limit", "Java (no C compiler here), " + how, command, Map.of(), "");
  }

  private static Peer peer(
      Path program, String name, String mode, int processes, String description) {
    List<String> command = List.of(program.toString(), mode, String.valueOf(processes));
    String suffix = mode.equals("fresh") ? ".new" : "";
    return new Peer(name, "limit", description, command, Map.of(), suffix);
  }
}
