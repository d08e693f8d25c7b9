package io.phalanx.shared.protocol;

import java.util.List;

/// A task as a client asks for it.
///
/// @param name which task
/// @param input its input, JSON
/// @param priority the greater, the sooner; 0 if nothing was said
/// @param timeoutMs how long it may run, in ms; 0 for as long as it likes
/// @param retries how often it is begun again when the process that runs it dies, 0 to
///   [#RETRIES_MAX]
/// @param jars the jars that have the task, where it is not a built-in one
public record TaskRequest(
    String name, String input, int priority, long timeoutMs, int retries, List<KernelJarRef> jars) {
  /// What is meant where nothing was said.
  public static final int RETRIES_DEFAULT = 3;

  /// Most retries: each costs a worker.
  public static final int RETRIES_MAX = 100;

  /// Most characters of a task's input; more than that belongs into a file whose path is the input.
  public static final int INPUT_LENGTH_MAX = 256 << 10;

  private static final int NAME_LENGTH_MAX = 200;

  public TaskRequest {
    jars = List.copyOf(jars);
    KernelJarRef.requireFew(jars.size());
    if (name.isEmpty() || name.length() > NAME_LENGTH_MAX) {
      throw new IllegalArgumentException(
          "name of a task out of range: length=" + name.length() + ", max=" + NAME_LENGTH_MAX);
    }
    if (input.length() > INPUT_LENGTH_MAX) {
      throw new IllegalArgumentException(
          "input of a task too long: task="
              + name
              + ", characters="
              + input.length()
              + ", max="
              + INPUT_LENGTH_MAX
              + "; write it into a file and pass the path");
    }
    if (timeoutMs < 0 || retries < 0 || retries > RETRIES_MAX) {
      throw new IllegalArgumentException(
          "task out of range: task="
              + name
              + ", timeoutMs="
              + timeoutMs
              + ", retries="
              + retries
              + ", retriesMax="
              + RETRIES_MAX);
    }
  }

  /// A built-in task with all that nobody spoke of.
  public static TaskRequest of(String name, String input) {
    return new TaskRequest(name, input, 0, 0, RETRIES_DEFAULT, List.of());
  }

  /// The same with another priority.
  public TaskRequest withPriority(int other) {
    return new TaskRequest(name, input, other, timeoutMs, retries, jars);
  }

  /// The same with another time that it may run, in ms; 0 for as long as it likes.
  public TaskRequest withTimeoutMs(long otherMs) {
    return new TaskRequest(name, input, priority, otherMs, retries, jars);
  }

  /// The same with another number of retries.
  public TaskRequest withRetries(int other) {
    return new TaskRequest(name, input, priority, timeoutMs, other, jars);
  }

  /// The same with other jars.
  public TaskRequest withJars(List<KernelJarRef> others) {
    return new TaskRequest(name, input, priority, timeoutMs, retries, others);
  }
}
