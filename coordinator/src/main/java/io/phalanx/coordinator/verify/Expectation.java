package io.phalanx.coordinator.verify;

import io.phalanx.shared.matrix.Grid;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// What a job's output should be.
sealed interface Expectation {
  /// Compares some places of the output.
  ///
  /// @param found all of the output
  void compare(List<Span> places, MemorySegment found, Comparison comparison);

  /// Computed while it is compared, a chunk at a time: for inputs that are still there then.
  ///
  /// @param reference computes it
  record Computed(OutputLayout layout, Reference reference, ScratchFiles scratch)
      implements Expectation {
    private static final long CHUNK_BYTES = 1 << 20;

    @Override
    public void compare(List<Span> places, MemorySegment found, Comparison comparison) {
      long longest = places.stream().mapToLong(Span::units).max().orElse(0);
      long perChunk =
          Math.clamp(CHUNK_BYTES / Math.max(1, layout.unitBytes()), 1, Math.max(1, longest));
      Grid room = scratch.allocate(layout.dtype(), 1, perChunk * layout.unitElements());
      Reference bounds = reference.bounds();
      Grid allowed = bounds == null ? null : scratch.allocate(layout.dtype(), 1, room.cols());
      for (Span place : places) {
        for (long first = place.first(); first < place.limit(); first += perChunk) {
          Span chunk = new Span(first, Math.min(place.limit(), first + perChunk));
          MemorySegment expected = room.memory().asSlice(0, layout.bytes(chunk));
          reference.compute(chunk.first(), chunk.limit(), expected);
          MemorySegment actual = layout.slice(chunk, found);
          if (bounds == null || allowed == null) {
            comparison.compare(layout.element(chunk), expected, actual);
          } else {
            MemorySegment apart = allowed.memory().asSlice(0, expected.byteSize());
            bounds.compute(chunk.first(), chunk.limit(), apart);
            comparison.compareWithin(layout.element(chunk), expected, actual, apart);
          }
        }
      }
    }
  }

  /// Computed before the job, which destroys its input.
  ///
  /// @param values of all places, one behind the other
  record Kept(OutputLayout layout, MemorySegment values) implements Expectation {
    static Kept of(Computed computed, List<Span> places) {
      OutputLayout layout = computed.layout();
      long units = places.stream().mapToLong(Span::units).sum();
      Grid room = computed.scratch().allocate(layout.dtype(), 1, units * layout.unitElements());
      long offset = 0;
      for (Span place : places) {
        MemorySegment target = room.memory().asSlice(offset, layout.bytes(place));
        computed.reference().compute(place.first(), place.limit(), target);
        offset += target.byteSize();
      }
      return new Kept(layout, room.memory());
    }

    @Override
    public void compare(List<Span> places, MemorySegment found, Comparison comparison) {
      long offset = 0;
      for (Span place : places) {
        MemorySegment expected = values.asSlice(offset, layout.bytes(place));
        comparison.compare(layout.element(place), expected, layout.slice(place, found));
        offset += expected.byteSize();
      }
    }
  }
}
