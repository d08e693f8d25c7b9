package io.phalanx.shared.task;

import com.fasterxml.jackson.databind.JsonNode;

/// A piece of work that a worker process does when its name is asked for: JSON in, JSON out.
///
/// A jar names its tasks in `META-INF/services/io.phalanx.shared.task.Task`, a class a line. Of
/// each a worker makes one instance, with the constructor without parameters, and runs one task at
/// a time. What a task throws is its outcome: the type, the message, and the stack trace in the
/// worker's log. A task may begin more than once: again, if the process that ran it died.
///
/// ```java
/// public final class Greeting implements Task {
///   public String name() { return "greeting"; }
///   public String summary() { return "greets NAME"; }
///   public JsonNode run(JsonNode input) {
///     return TextNode.valueOf("Hello " + TaskInput.text(input, "name"));
///   }
/// }
/// ```
public interface Task {
  /// Under which it is asked for: letters, digits, `.`, `_` and `-`, a letter first.
  String name();

  /// What it does, in a line.
  String summary();

  /// Does it.
  ///
  /// @param input what was submitted; a JSON null if nothing was
  /// @return the result
  /// @throws Exception whatever went wrong; for wrong input an IllegalArgumentException that says
  ///   what is wrong
  JsonNode run(JsonNode input) throws Exception;
}
