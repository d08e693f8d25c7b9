package io.phalanx.shared.kernel.elementwise;

import io.phalanx.shared.kernel.ElementMap;
import io.phalanx.shared.kernel.Memory;
import io.phalanx.shared.kernel.Rehearsable;
import io.phalanx.shared.kernel.vector.Scratch;
import io.phalanx.shared.matrix.DType;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A map of one float64 input that begins with the scalar twin of its vector function and goes on
/// with the vector loop once that is compiled. Nothing of the Vector API is loaded before.
final class EarlyMap implements ElementMap, Rehearsable {
  private static final List<DType> TYPES = List.of(DType.FLOAT64);

  private final LoopClass vectors;
  private final Coefficients coefficients;
  private final Loop early;
  private @Nullable VectorMap late;
  private @Nullable Rehearsal rehearsal;

  EarlyMap(LoopClass vectors, LoopClass twins, Coefficients coefficients) {
    this.vectors = vectors;
    this.coefficients = coefficients;
    early = twins.open(coefficients);
  }

  @Override
  public void apply(List<MemorySegment> inputs, MemorySegment output) {
    if (late == null && vectors.isRehearsed()) {
      late = vectorMap();
    }
    if (late != null) {
      late.apply(inputs, output);
      return;
    }
    long n = Runs.check(inputs, TYPES, output, DType.FLOAT64);
    long source = Memory.addressOf(inputs.getFirst());
    long target = Memory.outputAddressOf(output);
    try {
      for (long done = 0; done < n; done += Loop.ELEMENTS_MAX) {
        long offset = done * Double.BYTES;
        int length = (int) Math.min(Loop.ELEMENTS_MAX, n - done);
        early.run(source + offset, source + offset, target + offset, length);
      }
    } finally {
      Reference.reachabilityFence(inputs);
      Reference.reachabilityFence(output);
    }
  }

  @Override
  public boolean isRehearsed() {
    return vectors.isRehearsed();
  }

  @Override
  public void rehearse() {
    if (rehearsal == null) {
      rehearsal = new Rehearsal(vectorMap(), new Scratch(2L * ELEMENTS * Double.BYTES));
    }
    rehearsal.run();
  }

  @Override
  public void adopt() {
    vectors.adopt();
  }

  private VectorMap vectorMap() {
    return new VectorMap(vectors.open(coefficients), DType.FLOAT64, TYPES, DType.FLOAT64);
  }

  /// The vector form on memory of its own, apart from the map that another thread uses.
  private record Rehearsal(VectorMap map, Scratch memory) {
    void run() {
      long bytes = (long) ELEMENTS * Double.BYTES;
      MemorySegment input = memory.segment().asSlice(0, bytes);
      map.apply(List.of(input), memory.segment().asSlice(bytes, bytes));
    }
  }
}
