package io.phalanx.coordinator.report;

import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Parameter;
import io.phalanx.shared.plugin.KernelSet.Provided;
import java.text.DecimalFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The operations as people read them.
public final class OperationsText {
  private static final String DTYPES =
      "Inputs are float64, float32, int64, int32 or uint8. Outputs are float32 where every input"
          + " is, else float64; a transpose keeps the type; reductions give float64.\n";

  private OperationsText() {}

  /// A line per operation, those of user kernels apart.
  public static String of(List<Operation> builtIn, List<Provided> provided) {
    StringBuilder text = new StringBuilder(table(builtIn)).append('\n');
    for (String jar : provided.stream().map(Provided::jar).distinct().toList()) {
      List<Operation> operations =
          provided.stream()
              .filter(from -> from.jar().equals(jar))
              .map(Provided::operation)
              .toList();
      text.append("From ").append(jar).append(":\n").append(table(operations)).append('\n');
    }
    return text + DTYPES;
  }

  private static String table(List<Operation> operations) {
    Table table = new Table("OP", "INPUTS", "KIND", "IN PLACE", "PARAMETERS", "ERROR", "WHAT");
    for (Operation operation : operations) {
      table.row(
          operation.name(),
          operation.inputs(),
          kind(operation),
          operation.traits().inPlace() ? "yes" : "no",
          parameters(operation),
          error(operation),
          operation.summary());
    }
    return table.toString();
  }

  static String kind(Operation operation) {
    return operation.family().name().toLowerCase(Locale.ROOT);
  }

  /// How far results are from the exact ones at most, or else from those of the scalar reference.
  static String error(Operation operation) {
    Operation.Traits traits = operation.traits();
    if (!traits.accuracy().isEmpty()) {
      return traits.accuracy();
    }
    return traits.ulpMax() == 0.0
        ? "as scalar"
        : new DecimalFormat("0.##").format(traits.ulpMax()) + " ulp to scalar";
  }

  private static String parameters(Operation operation) {
    return operation.parameters().isEmpty()
        ? "-"
        : operation.parameters().stream()
            .map(OperationsText::parameter)
            .collect(Collectors.joining(" "));
  }

  private static String parameter(Parameter parameter) {
    String choices = String.join("|", parameter.choices());
    String fallback = parameter.fallback() == null ? "(required)" : parameter.fallback();
    return parameter.name() + "=" + (choices.isEmpty() ? fallback : choices);
  }
}
