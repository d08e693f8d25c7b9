package io.phalanx.shared.task.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phalanx.shared.matrix.Access;
import io.phalanx.shared.matrix.SharedMatrix;
import io.phalanx.shared.task.TaskInput;

/// `row-stats`: mean, population standard deviation (Welford's method) and range of one row of a
/// matrix file, read where it lies.
final class RowStats {
  private RowStats() {}

  static JsonNode run(JsonNode input) {
    try (SharedMatrix matrix = SharedMatrix.open(TaskInput.file(input, "file"), Access.READ)) {
      long row = TaskInput.number(input, "row", 0, matrix.grid().rows() - 1);
      return of(matrix, row);
    }
  }

  private static ObjectNode of(SharedMatrix matrix, long row) {
    long cols = matrix.grid().cols();
    double mean = 0;
    double squares = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (long col = 0; col < cols; col++) {
      double value = matrix.get(row, col);
      double distance = value - mean;
      mean += distance / (col + 1);
      squares += distance * (value - mean);
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    return JsonNodeFactory.instance
        .objectNode()
        .put("row", row)
        .put("cols", cols)
        .put("mean", mean)
        .put("std", Math.sqrt(squares / cols))
        .put("min", min)
        .put("max", max);
  }
}
