package io.phalanx.coordinator.bench;

import io.phalanx.coordinator.process.Distribution;
import io.phalanx.shared.matrix.Access;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.NewMatrix;
import io.phalanx.shared.matrix.SharedMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What memory allows at most: plain loops, in C where there is a compiler, in a process for each
/// core.
///
/// @param distribution the installed program
/// @param folder for the built program, and for its matrices, which are removed at once
/// @param processes how many
public record MemoryLimit(Distribution distribution, Path folder, int processes) {
  private static final int WARM_RUNS = 2;
  private static final int RUNS = 7;
  private static final long BYTES_MIN = 1 << 16;
  private static final double NS = 1e9;

  /// Eight of them are a double of ordinary size.
  private static final byte ANY_BYTE = 0x3F;

  /// How bytes are moved.
  public enum Stream {
    /// From memory only.
    READ,
    /// Each from memory and back to where it was.
    UPDATE,
    /// From memory to elsewhere.
    COPY
  }

  /// Bytes a second, both directions counted; empty where it cannot be measured.
  ///
  /// @param bytes size of the matrix
  /// @param notes told what went wrong
  public OptionalDouble measure(Stream stream, long bytes, Consumer<String> notes) {
    MatrixShape shape = MatrixShape.ofBytes(Math.max(BYTES_MIN, bytes));
    Path x = folder.resolve("limit.npy");
    Path out = stream == Stream.COPY ? folder.resolve("limit-out.npy") : null;
    BenchOperation operation =
        switch (stream) {
          case READ -> BenchOperation.SUM;
          case UPDATE -> BenchOperation.AFFINE;
          case COPY -> BenchOperation.COPY;
        };
    Path errors = folder.resolve("limit.err");
    try (PeerContender limit = new PeerContender(peer(notes), errors, BenchSpec.TIMEOUT_MS)) {
      create(x, shape);
      create(out, shape);
      BenchTask task =
          new BenchTask(operation, "limit", x, null, out, null, shape.rows(), shape.cols());
      if (limit.prepare(task).isPresent()) {
        return OptionalDouble.empty();
      }
      double seconds = new Figures(runs(limit)).median();
      return OptionalDouble.of(operation.trafficBytes(shape.bytes()) / seconds);
    } catch (IOException e) {
      notes.accept("the machine's limit is not known: " + e.getMessage());
      return OptionalDouble.empty();
    } finally {
      BenchFiles.clear(folder, name -> name.startsWith("limit"));
    }
  }

  private static List<Double> runs(PeerContender limit) throws IOException {
    List<Double> seconds = new ArrayList<>();
    for (int run = -WARM_RUNS; run < RUNS; run++) {
      long elapsedNs = limit.run().elapsedNs();
      if (run >= 0) {
        seconds.add(elapsedNs / NS);
      }
    }
    return seconds;
  }

  private Peer peer(Consumer<String> notes) {
    Path source = distribution.home().resolve("peers").resolve("limit.c");
    LimitProgram program = new LimitProgram(distribution, source, folder, processes);
    try {
      return program.build().getFirst();
    } catch (IOException e) {
      notes.accept("the limit in Java, since limit.c cannot be built: " + e.getMessage());
      return program.inJava().getFirst();
    }
  }

  private static void create(@Nullable Path file, MatrixShape shape) throws IOException {
    if (file == null) {
      return;
    }
    Files.deleteIfExists(file);
    try (NewMatrix matrix = NewMatrix.create(file, DType.FLOAT64, shape.rows(), shape.cols())) {
      matrix.commit();
    }
    try (SharedMatrix matrix = SharedMatrix.open(file, Access.READ_WRITE)) {
      // A page that nobody has written to may be a shared one of zeros, which is read far faster.
      matrix.grid().memory().fill(ANY_BYTE);
    }
  }
}
