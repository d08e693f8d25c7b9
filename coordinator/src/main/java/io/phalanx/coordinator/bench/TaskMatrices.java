package io.phalanx.coordinator.bench;

import io.phalanx.shared.matrix.Access;
import io.phalanx.shared.matrix.SharedMatrix;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The input of a task, mapped here too: to restore it, and to know what must come of it.
final class TaskMatrices implements AutoCloseable {
  private final BenchTask task;
  private final SharedMatrix x;
  private final @Nullable SharedMatrix y;
  private final @Nullable SharedMatrix pristine;
  private @Nullable Expectation number;

  private TaskMatrices(
      BenchTask task, SharedMatrix x, @Nullable SharedMatrix y, @Nullable SharedMatrix pristine) {
    this.task = task;
    this.x = x;
    this.y = y;
    this.pristine = pristine;
  }

  static TaskMatrices open(BenchTask task) {
    return new TaskMatrices(
        task,
        SharedMatrix.open(task.x(), Access.READ_WRITE),
        task.y() == null ? null : SharedMatrix.open(task.y(), Access.READ),
        task.pristine() == null ? null : SharedMatrix.open(task.pristine(), Access.READ));
  }

  /// Copies the pristine input over x, if there is one.
  void restore() {
    if (pristine == null) {
      return;
    }
    MatrixCopy.restore(pristine, x);
  }

  /// What the task must come to, x being as it is now.
  Expectation expect() {
    Expectations expectations = new Expectations(task, x);
    return switch (task.operation()) {
      case SOFTMAX -> expectations.softmax();
      case STANDARDIZE -> expectations.standardize();
      case MATMUL -> expectations.product(Objects.requireNonNull(y));
      case SUM, MEAN, MIN, MAX -> number(expectations);
      default -> expectations.elements();
    };
  }

  @Override
  public void close() {
    x.close();
    if (y != null) {
      y.close();
    }
    if (pristine != null) {
      pristine.close();
    }
  }

  /// Nobody changes the input of a reduction: one pass serves all contenders.
  private Expectation number(Expectations expectations) {
    if (number == null) {
      number = expectations.number();
    }
    return number;
  }
}
