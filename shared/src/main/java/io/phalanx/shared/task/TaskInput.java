package io.phalanx.shared.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;

/// Reads the fields of a task's input; what is missing or of another type is an
/// IllegalArgumentException that says so.
public final class TaskInput {
  private TaskInput() {}

  /// A text.
  public static String text(JsonNode input, String field) {
    JsonNode value = input.path(field);
    if (!value.isTextual()) {
      throw wrong(input, field, "a text");
    }
    return value.textValue();
  }

  /// The absolute path of a file.
  public static Path file(JsonNode input, String field) {
    Path path = Path.of(text(input, field));
    if (!path.isAbsolute()) {
      throw wrong(input, field, "an absolute path: a worker has no folder of yours");
    }
    return path;
  }

  /// A whole number within bounds.
  public static long number(JsonNode input, String field, long min, long max) {
    JsonNode value = input.path(field);
    if (!value.canConvertToExactIntegral()
        || !value.canConvertToLong()
        || value.longValue() < min
        || value.longValue() > max) {
      throw wrong(input, field, "a whole number from " + min + " to " + max);
    }
    return value.longValue();
  }

  private static IllegalArgumentException wrong(JsonNode input, String field, String wanted) {
    String found = input.path(field).isMissingNode() ? "nothing" : input.path(field).toString();
    return new IllegalArgumentException(
        "wrong input: field=" + field + ", found=" + found + ", wanted=" + wanted);
  }
}
