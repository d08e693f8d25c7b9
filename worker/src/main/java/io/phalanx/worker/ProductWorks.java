package io.phalanx.worker;

import io.phalanx.shared.kernel.Product;
import io.phalanx.shared.kernel.Product.Operands;
import io.phalanx.shared.kernel.Product.Part;
import io.phalanx.shared.kernel.Product.Sides;
import io.phalanx.shared.kernel.Product.Target;
import io.phalanx.shared.kernel.ProductCut;
import io.phalanx.shared.ledger.NumberFile;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.Grid;
import io.phalanx.shared.matrix.Tiling;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Binds a matrix product to the files of a phase. The files say which phase it is:
///
/// | output | partials | a tile |
/// |---|---|---|
/// | yes | no | computes a block of the output |
/// | no | yes | computes the sums of a slab for a block |
/// | yes | yes | adds the sums of all slabs for some rows of the output |
final class ProductWorks {
  private final Product product;
  private final ProductCut cut;
  private final Operands operands;
  private final Runnable signOfLife;

  private ProductWorks(Product product, ProductCut cut, Operands operands, Runnable signOfLife) {
    this.product = product;
    this.cut = cut;
    this.operands = operands;
    this.signOfLife = signOfLife;
  }

  static TileWork of(Product product, Tiling tiling, PhaseFiles files, Runnable signOfLife) {
    List<Sides> sides =
        files.inputs().stream().map(grid -> new Sides(grid.rows(), grid.cols())).toList();
    ProductCut cut = ProductCut.of(product.shape(sides));
    ProductWorks works = new ProductWorks(product, cut, operands(product, files), signOfLife);
    Grid output = files.output();
    NumberFile partials = files.partials();
    if (output == null) {
      return works.sums(Objects.requireNonNull(partials));
    }
    return partials == null ? works.blocks(files, output) : works.rows(tiling, partials, output);
  }

  private static Operands operands(Product product, PhaseFiles files) {
    List<String> names = product.statistics();
    @Nullable NumberFile columns = files.columns();
    List<MemorySegment> statistics =
        names.isEmpty() || columns == null
            ? List.of()
            : TileWorks.statistics(names, files.inputs().getFirst().cols(), columns);
    return new Operands(files.inputs(), statistics);
  }

  private TileWork blocks(PhaseFiles files, Grid output) {
    long rowBytes = output.cols() * output.dtype().bytes();
    return tile -> {
      Part part = cut.part(tile);
      files.ensurePresent(part.firstRow() * rowBytes, part.limitRow() * rowBytes);
      product.multiply(part, operands, new Target(output, 0), signOfLife);
      return bytes(part, product.type());
    };
  }

  private TileWork sums(NumberFile partials) {
    long rows = cut.shape().rows();
    long cols = cut.shape().cols();
    return tile -> {
      Part part = cut.part(tile);
      MemorySegment slab = partials.slice(part.slab() * rows * cols, rows * cols);
      Target target = new Target(new Grid(slab, rows, cols, DType.FLOAT64), 0);
      product.sum(part, operands, target, signOfLife);
      return bytes(part, DType.FLOAT64);
    };
  }

  private TileWork rows(Tiling tiling, NumberFile partials, Grid output) {
    long cols = cut.shape().cols();
    long rows = cut.slabs() * cut.shape().rows();
    Grid sums = new Grid(partials.slice(0, rows * cols), rows, cols, DType.FLOAT64);
    return tile -> {
      Grid target = output.rows(tiling.first(tile), tiling.limit(tile));
      product.combine(sums, operands, new Target(target, tiling.first(tile)));
      return target.rows() * cols * cut.slabs() * Double.BYTES + target.memory().byteSize();
    };
  }

  /// What a tile reads of both factors and writes.
  private long bytes(Part part, DType written) {
    long rows = part.limitRow() - part.firstRow();
    long cols = part.limitCol() - part.firstCol();
    long depth = part.limitDepth() - part.firstDepth();
    int left = operands.inputs().getFirst().dtype().bytes();
    boolean pair = operands.inputs().size() > 1;
    int right = pair ? operands.inputs().get(1).dtype().bytes() : left;
    long read = part.isTriangle() ? rows * left : rows * left + cols * right;
    return read * depth + rows * cols * written.bytes();
  }
}
