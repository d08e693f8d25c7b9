package com.example.kernels;

import io.phalanx.shared.kernel.ElementMap;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.List;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The vector form, float64. The rest of a run goes through the same operations under a mask, so
/// that an element has the same bits wherever a run was cut.
final class SwishVectors implements ElementMap {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

  @Override
  public void apply(List<MemorySegment> sources, MemorySegment target) {
    MemorySegment source = sources.getFirst();
    long n = target.byteSize() / Double.BYTES;
    for (long i = 0; i < n; i += SPECIES.length()) {
      VectorMask<Double> mask = SPECIES.indexInRange(i, n);
      DoubleVector x =
          DoubleVector.fromMemorySegment(SPECIES, source, i * Double.BYTES, ORDER, mask);
      DoubleVector e = x.neg().lanewise(VectorOperators.EXP);
      x.div(e.add(1)).intoMemorySegment(target, i * Double.BYTES, ORDER, mask);
    }
  }
}
