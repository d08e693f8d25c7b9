package io.phalanx.shared.task.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.phalanx.shared.task.Task;
import java.util.List;
import java.util.Optional;

/// The tasks that need no jar.
public final class BuiltInTasks {
  private static final List<Task> ALL =
      List.of(
          new BuiltIn("boxed-sum", "sums a list of boxed numbers up {times} times", BoxedSum::run),
          new BuiltIn("echo", "returns its input as it is", input -> input),
          new BuiltIn("file-checksum", "SHA-256 and size of {file}", FileChecksum::run),
          new BuiltIn("prime-count", "number of primes below {below}", PrimeCount::run),
          new BuiltIn(
              "row-stats", "mean, deviation, range of {row} of matrix {file}", RowStats::run),
          new BuiltIn("sleep", "waits for {ms}", Sleep::run),
          new BuiltIn("word-count", "lines, words and bytes of {file} or {text}", WordCount::run));

  private BuiltInTasks() {}

  /// All of them by name.
  public static List<Task> all() {
    return ALL;
  }

  /// The one of this name.
  public static Optional<Task> named(String name) {
    return ALL.stream().filter(task -> task.name().equals(name)).findFirst();
  }

  /// What a built-in task does.
  private interface Body {
    JsonNode run(JsonNode input) throws Exception;
  }

  private record BuiltIn(String name, String summary, Body body) implements Task {
    @Override
    public JsonNode run(JsonNode input) throws Exception {
      return body.run(input);
    }
  }
}
