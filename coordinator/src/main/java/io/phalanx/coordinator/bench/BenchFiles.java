package io.phalanx.coordinator.bench;

import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.NewMatrix;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The matrices of a benchmark, made when the first task wants them. All contenders share them.
///
/// ```text
/// input.npy     normal random numbers, never changed
/// work.npy      what is changed in place, restored from the input
/// out.npy       what is written out of place
/// a, b, c.npy   a product and its factors
/// ```
final class BenchFiles {
  private final Path folder;
  private final MatrixShape shape;
  private final PhalanxContender filler;

  /// @param filler makes the random numbers
  BenchFiles(Path folder, MatrixShape shape, PhalanxContender filler) {
    this.folder = folder;
    this.shape = shape;
    this.filler = filler;
  }

  /// Most room that all of them take at once, with what contenders make beside them.
  static long roomBytes(MatrixShape shape, Iterable<BenchOperation> operations) {
    long most = 0;
    for (BenchOperation operation : operations) {
      long beside =
          switch (operation.form()) {
            case IN_PLACE, REDUCTION -> 0;
            // The outputs of Phalanx and of limit-fresh, old and new.
            case OUT_OF_PLACE -> 4 * shape.bytes();
            case PRODUCT -> 5 * shape.factor().bytes();
          };
      most = Math.max(most, beside);
    }
    return most + 3 * shape.bytes();
  }

  BenchTask task(BenchOperation operation) {
    String title = operation.label();
    return switch (operation.form()) {
      case IN_PLACE -> task(operation, title, work(), null, input());
      case OUT_OF_PLACE -> task(operation, title, input(), empty("out.npy", shape), null);
      case REDUCTION -> task(operation, title, input(), null, null);
      case PRODUCT -> product(operation);
    };
  }

  /// A task in place whose input is never restored.
  BenchTask fixed(BenchOperation operation, String title) {
    return task(operation, title, input(), null, null);
  }

  /// Removes all matrices of a folder.
  static void clear(Path folder) {
    clear(folder, name -> true);
  }

  /// Removes what contenders have made beside the matrices.
  void tidy() {
    clear(folder, name -> name.startsWith("phalanx-") || name.endsWith(".new"));
  }

  /// Removes some of them.
  ///
  /// @param which says by the file's name
  static void clear(Path folder, Predicate<String> which) {
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.toList()) {
        String name = String.valueOf(entry.getFileName());
        if (name.contains(".npy") && which.test(name)) {
          Files.delete(entry);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot tidy: folder=" + folder + ", cause=" + e, e);
    }
  }

  private BenchTask task(
      BenchOperation operation, String title, Path x, @Nullable Path out, @Nullable Path pristine) {
    return new BenchTask(operation, title, x, null, out, pristine, shape.rows(), shape.cols());
  }

  private BenchTask product(BenchOperation operation) {
    MatrixShape factor = shape.factor();
    Path a = random("a.npy", factor, 2);
    Path b = random("b.npy", factor, 3);
    Path c = empty("c.npy", factor);
    String title = operation.label() + " " + factor.rows();
    return new BenchTask(operation, title, a, b, c, null, factor.rows(), factor.cols());
  }

  private Path input() {
    return random("input.npy", shape, 1);
  }

  private Path work() {
    return empty("work.npy", shape);
  }

  private Path random(String name, MatrixShape wanted, long seed) {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      empty(name, wanted);
      try {
        filler.fill(file, seed);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot make a random matrix: cause=" + e.getMessage(), e);
      }
    }
    return file;
  }

  private Path empty(String name, MatrixShape wanted) {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      try (NewMatrix matrix = NewMatrix.create(file, DType.FLOAT64, wanted.rows(), wanted.cols())) {
        matrix.commit();
      }
    }
    return file;
  }
}
