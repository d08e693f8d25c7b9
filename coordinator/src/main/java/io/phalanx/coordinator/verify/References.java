package io.phalanx.coordinator.verify;

import io.phalanx.coordinator.jobs.JobPlan;
import io.phalanx.shared.kernel.ColumnMap;
import io.phalanx.shared.kernel.ElementMap;
import io.phalanx.shared.kernel.Fill;
import io.phalanx.shared.kernel.Kernel;
import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.kernel.Product;
import io.phalanx.shared.kernel.Reduction;
import io.phalanx.shared.kernel.RowMap;
import io.phalanx.shared.kernel.Transpose;
import io.phalanx.shared.kernel.catalog.Operations;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Binds the scalar kernel of each kind to the inputs of a job.
///
/// @param plan the job
/// @param inputs its inputs as they are before it
/// @param scratch for partial results and statistics
record References(JobPlan plan, List<Grid> inputs, ScratchFiles scratch) {
  private static final String AXIS = "axis";

  /// Binds the kernel; the statistics of a column map are computed here, at once.
  Reference bind() {
    Kernel kernel = plan.operation().kernels().scalar(plan.params(), plan.types());
    return switch (kernel) {
      case ElementMap map -> elements(map);
      case Fill fill -> (first, limit, target) -> fill.fill(target, first, plan.output().cols());
      case RowMap map -> (first, limit, target) -> map.apply(rows(first, limit), grid(target));
      case ColumnMap map -> columns(map);
      case Product product -> product(product);
      case Transpose transpose ->
          (first, limit, target) -> transpose.transpose(input(), first, grid(target));
      case Reduction reduction -> reduction(reduction);
    };
  }

  private Reference elements(ElementMap map) {
    return (first, limit, target) ->
        map.apply(inputs.stream().map(input -> input.elements(first, limit)).toList(), target);
  }

  private Reference columns(ColumnMap map) {
    List<MemorySegment> statistics = statistics(map.statistics());
    return (first, limit, target) -> map.apply(rows(first, limit), statistics, grid(target));
  }

  private Reference product(Product product) {
    return new ProductReference(
        product,
        new Product.Operands(inputs, statistics(product.statistics())),
        plan.product().shape());
  }

  private List<MemorySegment> statistics(List<String> names) {
    long cols = input().cols();
    List<MemorySegment> statistics = new ArrayList<>();
    for (String name : names) {
      Operation statistic = Operations.find(name, 1);
      Params params = Params.check(name, statistic.parameters(), Map.of(AXIS, "cols"));
      Kernel kernel = statistic.kernels().scalar(params, List.of(input().dtype()));
      MemorySegment values = scratch.allocate(DType.FLOAT64, 1, cols).memory();
      SerialReducer.allocate((Reduction) kernel, cols, scratch).reduceColumns(input(), values);
      statistics.add(values);
    }
    return statistics;
  }

  private Reference reduction(Reduction reduction) {
    String axis = plan.params().word(AXIS);
    long together = axis.equals("cols") ? input().cols() : 1;
    SerialReducer reducer = SerialReducer.allocate(reduction, together, scratch);
    return switch (axis) {
      case "rows" -> (first, limit, target) -> reducer.reduceRows(rows(first, limit), target);
      case "cols" -> (first, limit, target) -> reducer.reduceColumns(input(), target);
      default -> (first, limit, target) -> reducer.reduceAll(input(), target, 0);
    };
  }

  private Grid input() {
    return inputs.getFirst();
  }

  private Grid rows(long first, long limit) {
    return input().rows(first, limit);
  }

  /// Whole rows of the output.
  private Grid grid(MemorySegment target) {
    long cols = plan.output().cols();
    DType dtype = plan.output().dtype();
    return new Grid(target, target.byteSize() / (cols * dtype.bytes()), cols, dtype);
  }
}
