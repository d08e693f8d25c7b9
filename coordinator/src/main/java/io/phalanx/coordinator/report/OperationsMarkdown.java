package io.phalanx.coordinator.report;

import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Operation.Family;
import io.phalanx.shared.kernel.Parameter;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.kernel.Product;
import io.phalanx.shared.matrix.DType;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The operations as the tables of a guide.
public final class OperationsMarkdown {
  private OperationsMarkdown() {}

  /// A chapter of the guide.
  private record Chapter(String title, Predicate<Operation> holds) {}

  private static final List<Chapter> CHAPTERS =
      List.of(
          new Chapter("Element by element", of(Family.ELEMENTS).and(op -> op.inputs() == 1)),
          new Chapter("Two matrices", of(Family.ELEMENTS).and(op -> op.inputs() > 1)),
          new Chapter("Along each row", of(Family.ROWS)),
          new Chapter("By column statistics", of(Family.COLUMNS)),
          new Chapter("Reductions", of(Family.REDUCTION)),
          new Chapter("Linear algebra", of(Family.PRODUCT).or(of(Family.TRANSPOSE))),
          new Chapter("Fills", of(Family.FILL)));

  /// A table for each kind that there is.
  public static String of(List<Operation> operations) {
    return CHAPTERS.stream()
        .map(chapter -> chapter(chapter, operations.stream().filter(chapter.holds()).toList()))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  private static Predicate<Operation> of(Family family) {
    return operation -> operation.family() == family;
  }

  private static String chapter(Chapter chapter, List<Operation> operations) {
    if (operations.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder("### " + chapter.title() + "\n\n");
    text.append("| operation | what | parameters | result | error | in place |\n");
    text.append("|---|---|---|---|---|---|\n");
    for (Operation operation : operations) {
      row(text, "`" + usage(operation) + "`", operation);
    }
    return text.toString();
  }

  private static void row(StringBuilder text, String usage, Operation operation) {
    String parameters =
        operation.parameters().stream()
            .map(OperationsMarkdown::parameter)
            .collect(Collectors.joining("; "));
    List<String> cells =
        List.of(
            usage,
            operation.summary(),
            parameters,
            resultType(operation),
            OperationsText.error(operation),
            operation.traits().inPlace() ? "yes" : "no");
    text.append("| ")
        .append(
            cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ")))
        .append(" |\n");
  }

  private static String usage(Operation operation) {
    return switch (operation.inputs()) {
      case 2 -> operation.name() + " A B";
      case 3 -> operation.name() + " A B C";
      default -> operation.name();
    };
  }

  private static String parameter(Parameter parameter) {
    String value =
        !parameter.choices().isEmpty()
            ? String.join("|", parameter.choices())
            : parameter.fallback() == null ? "…" : parameter.fallback();
    String required = parameter.fallback() == null ? "(required) " : "";
    return "`" + parameter.name() + "=" + value + "` " + required + parameter.meaning();
  }

  /// The type of what comes out: computed, not told, but for reductions, whose results are numbers.
  private static String resultType(Operation operation) {
    return switch (operation.family()) {
      case REDUCTION -> "float64";
      case FILL -> "as asked";
      case TRANSPOSE -> "as the input";
      default -> narrowest(operation) == DType.FLOAT64 ? "float64" : "float";
    };
  }

  private static DType narrowest(Operation operation) {
    List<DType> types = Collections.nCopies(operation.inputs(), DType.FLOAT32);
    if (operation.family() != Family.PRODUCT) {
      return operation.outputType(types);
    }
    Params params = Params.check(operation.name(), operation.parameters(), Map.of());
    return ((Product) operation.kernels().scalar(params, types)).type();
  }
}
