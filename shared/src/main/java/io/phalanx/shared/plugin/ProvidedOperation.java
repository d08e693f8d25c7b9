package io.phalanx.shared.plugin;

import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Operation.Family;
import io.phalanx.shared.kernel.Parameter;
import java.util.List;

/// Checks what a jar brings, before anybody relies on it.
final class ProvidedOperation {
  private static final String NAME = "[a-z][a-z0-9._-]{0,63}";
  private static final List<String> AXES = List.of("all", "rows", "cols");

  private ProvidedOperation() {}

  /// The operation, its kernels guarded.
  ///
  /// @throws IllegalArgumentException if it makes no sense
  static Operation of(Operation operation, String jar) {
    String where = "operation=" + operation.name() + ", kernels=" + jar;
    if (!operation.name().matches(NAME)) {
      throw new PluginException("no name of an operation: " + where + ", wanted=" + NAME);
    }
    requireInputs(operation, where);
    if (operation.family() == Family.REDUCTION) {
      requireAxis(operation.parameters(), where);
    }
    if (operation.traits().inPlace() && operation.family() == Family.REDUCTION) {
      throw new PluginException("a reduction changes nothing in place: " + where);
    }
    return new Operation(
        operation.name(),
        operation.family(),
        operation.inputs(),
        operation.parameters(),
        operation.traits(),
        operation.summary(),
        new GuardedKernels(operation.kernels(), operation.family(), where));
  }

  private static void requireInputs(Operation operation, String where) {
    int inputs = operation.inputs();
    boolean fits =
        switch (operation.family()) {
          case ELEMENTS -> inputs == 1 || inputs == 2;
          case FILL -> inputs == 0;
          case ROWS, COLUMNS, REDUCTION -> inputs == 1;
          default ->
              throw new PluginException(
                  "no family for user kernels: " + where + ", family=" + operation.family());
        };
    if (!fits) {
      throw new PluginException(
          "wrong number of inputs: "
              + where
              + ", family="
              + operation.family()
              + ", inputs="
              + inputs);
    }
  }

  private static void requireAxis(List<Parameter> parameters, String where) {
    boolean has =
        parameters.stream()
            .anyMatch(
                parameter -> parameter.name().equals("axis") && parameter.choices().equals(AXES));
    if (!has) {
      throw new PluginException(
          "a reduction has a parameter axis: "
              + where
              + ", choices="
              + AXES
              + "; make it with NewOperation");
    }
  }
}
